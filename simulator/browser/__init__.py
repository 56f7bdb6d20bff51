"""Cartero inside a page: the same hosting, for one visitor and nobody else.

The outermost layer of the static edition, as `web/` is of a server. A Web Worker calls
it, and carries what it posts. It refuses to know JavaScript: it takes and gives text.

Reading order: `desk.py` (what the worker calls), `page.py` (turns and posts),
`lab_file.py` (what is taken elsewhere),
`stored.py` and `prepared.py` (what is made when it is built).
"""

from simulator.browser.desk import Desk, Found
from simulator.browser.stored import restored, stored

__all__ = ["Desk", "Found", "restored", "stored"]
