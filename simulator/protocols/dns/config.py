"""What a scenario may say about a name server, and whether it can be meant."""

from functools import lru_cache

import msgspec

from simulator.protocols.dns.records import ZoneRecord
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


@lru_cache(256)
def records_of(config: ZoneConfig) -> tuple[ZoneRecord, ...]:
    """The records that people edit in a zone. Raises ZoneError."""
    return tuple(zone_of(config).records())


def with_line(config: NameServerConfig, name: str, line: str) -> NameServerConfig:
    """The same, where the zone that `name` is in has one line more; without such a
    zone, as it is."""
    zone = closest_zone(config, name)
    if zone is None or zone.fails:
        return config
    longer = msgspec.structs.replace(zone, text=f"{zone.text.rstrip()}\n{line}")
    zones = tuple(longer if each is zone else each for each in config.zones)
    return msgspec.structs.replace(config, zones=zones)


def closest_zone(config: NameServerConfig, name: str) -> ZoneConfig | None:
    """The zone that `name` is in: of several, the one with the longest name."""
    wanted = f".{name.lower().strip('.')}"
    around = [
        zone
        for zone in config.zones
        if zone.name != "." and wanted.endswith(f".{zone.name.lower().strip('.')}")
    ]
    return max(around, key=lambda zone: len(zone.name), default=None)


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
