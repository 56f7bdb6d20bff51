"""The steps of MTA-STS: a domain has a policy, what it says, what follows from it."""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import clip, readable

Params = dict[str, str | int]

UNREAD = frozenset(("no_connection", "status", "media_type"))
"""Why a policy did not come; anything else is what is wrong with its text."""

MODES = frozenset(("enforce", "testing", "none"))


def _step(
    event: Event, name: str, params: Params, rfc: tuple[str, ...], memory: Memory
) -> Draft:
    said: Params = {"server": event.host, **params}
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.sts.{name}", said),
        why=Text(f"why.sts.{name}", said),
        chapter=memory.chapter,
        rfc=rfc,
    )


def _record(event: Event, fact: f.StsRecordRead, memory: Memory) -> Draft:
    params: Params = {"domain": clip(fact.domain), "id": clip(fact.id)}
    return _step(event, f"record.{fact.result}", params, ("8461#3.1",), memory)


def _fetched(event: Event, fact: f.StsPolicyFetched, memory: Memory) -> Draft:
    params: Params = {
        "domain": clip(fact.domain),
        "mx": clip(readable(", ".join(fact.mx))),
        "n": max(1, -(-fact.max_age_s // 86_400)),
    }
    if fact.result == "fetched":
        name = fact.mode if fact.mode in MODES else "none"
    else:
        name = "unread" if fact.result in UNREAD else "malformed"
    return _step(event, f"policy.{name}", params, ("8461#3.2", "8461#3.3"), memory)


def _applied(event: Event, fact: f.StsPolicyApplied, memory: Memory) -> Draft:
    params: Params = {
        "domain": clip(fact.domain),
        "host": clip(", ".join(fact.refused or fact.allowed)),
    }
    fits = "refused" if fact.refused else "fits"
    name = f"applied.{fact.mode}.{fits}"
    return _step(event, name, params, ("8461#4.1", "8461#5"), memory)


STS_STEPS: Tellers = {
    f.StsRecordRead: _record,
    f.StsPolicyFetched: _fetched,
    f.StsPolicyApplied: _applied,
}
