"""What a scenario may say about a name server, and whether it can be meant."""

import msgspec

from simulator.protocols.dns.zones import Zone, ZoneError, broken_zone, parse_zone


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


def zone_of(config: ZoneConfig) -> Zone:
    """The zone, ready to answer. Raises ZoneError."""
    if config.fails:
        return broken_zone(config.name)
    return parse_zone(config.name, config.text)


def zone_problems(config: NameServerConfig) -> list[tuple[str, str]]:
    """`(place, reason)` of every zone that is wrong."""
    out = []
    seen: set[str] = set()
    for index, zone in enumerate(config.zones):
        try:
            zone_of(zone)
        except ZoneError as error:
            out.append((f"zone[{index}].text", str(error)))
        if zone.name.lower() in seen:
            out.append((f"zone[{index}].name", f"`{zone.name}` is here twice"))
        seen.add(zone.name.lower())
    return out
