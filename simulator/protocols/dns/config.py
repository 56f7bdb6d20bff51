"""What a scenario may say about a name server."""

import msgspec


class ZoneConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A zone this server is the authority for: zone-file text (RFC 1035 §5).

    `fails`: it could not be loaded; whatever is asked of it is SERVFAIL.
    """

    name: str
    text: str = ""
    fails: bool = False


class NameServerConfig(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """`recursive`: it also asks others for who may not know whom to ask.

    `elsewhere`: zone to the host id of its name server: what root and top-level domain
    would have told it, written down, since this world has none.
    """

    zones: tuple[ZoneConfig, ...] = msgspec.field(name="zone", default=())
    recursive: bool = False
    elsewhere: dict[str, str] = {}
    think_us: int = 1_000
