"""What the web layer is told from outside.

Only `app.py` reads the environment; everything here arrives as a value. Times are
seconds (this is the real world's clock, not the simulated one), sizes are octets.
"""

from pathlib import Path

import msgspec

from simulator.gateway import GatewayConfig
from simulator.hosting.limits import Limits
from simulator.languages import FOLDER


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """One server. `secret` signs the visitors' cookies; "": one made at each start.

    `lan_address`: the address other machines on the network reach us at, or "" when
    only this machine can. `names`: under which pages may be asked for, besides
    localhost and IP addresses. `own_lessons`: a teacher's, shown beside Cartero's.
    `dist`: the folder of built browser parts. `texts`: that of the languages.
    `gateway`: None for a server without one. `data`: the folder for what outlives the
    server; None: nothing does. `archive`: URL of SQLAlchemy of the database where labs
    and classes do; "": they do not. `keep_days`: so long, if nobody uses them; 0: for
    ever. `proxy`: browsers come through one, which says where from.
    `light`: the folder of the static edition, whose Python students' pages of a class
    run themselves; None: none does.
    """

    secret: str = ""
    lessons: Path
    own_lessons: Path | None = None
    scenarios: Path
    templates: Path
    dist: Path
    texts: Path = FOLDER
    host: str = "127.0.0.1"
    port: int = 5000
    lan_address: str = ""
    names: frozenset[str] = frozenset()
    limits: Limits = Limits()
    gateway: GatewayConfig | None = None
    data: Path | None = None
    archive: str = ""
    keep_days: int = 90
    proxy: bool = False
    light: Path | None = None
