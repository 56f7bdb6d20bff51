"""What a client asks of TLS before it sends anything to a server."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from simulator.agents.config import OutgoingTlsConfig

Use = Literal["never", "offered", "required"]

USES: Mapping[str, Use] = {
    "never": "never",
    "opportunistic": "offered",
    "required": "required",
}
"""Level of a server's settings to what its client does with STARTTLS."""


class TlsWish(msgspec.Struct, frozen=True):
    """`use`: of STARTTLS. `expects`: the name that the server's certificate must prove;
    "": nobody looks at it."""

    use: Use = "offered"
    expects: str = ""


def tls_wish(config: OutgoingTlsConfig, host_name: str) -> TlsWish:
    """What `config` asks of the mail host `host_name`."""
    return TlsWish(USES[config.level], host_name if config.verify else "")
