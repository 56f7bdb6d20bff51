"""What may be read of a hosted lab: how far, files to take home, messages laid open.

`sight.py` says how far; everything else here reads only through it.
"""

from simulator.hosting.reading import exports, mail_views, mystery_views
from simulator.hosting.reading.sight import Sight

__all__ = ["Sight", "exports", "mail_views", "mystery_views"]
