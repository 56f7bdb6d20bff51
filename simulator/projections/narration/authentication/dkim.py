"""The steps of DKIM: a message is signed; a signature is read, compared and judged.

What went into the hashes stands in the notes of the step that comes of them.
"""

import re
from typing import Unpack

from simulator.journal import Event, Span
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.authentication.drafting import (
    CheckTold,
    Params,
    clip_name,
    draft_step,
)
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import clip, first_of, readable
from simulator.projections.shapes.events import BeatShape
from simulator.protocols.dkim.codes import CAUSES

FIELDS_CHARACTERS_MAX = 120
HASH_CHARACTERS = 12

TAGS = (*("v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x", "z"),)
"""What RFC 6376 §3.5 knows: the ends of the keys that explain them."""
_TAG = re.compile(r"[:;]\s*(([a-z]+)\s*=[^;]*)")


def _draft(
    event: Event,
    memory: Memory,
    shape: BeatShape,
    said: str,
    **told: Unpack[CheckTold],
) -> Draft:
    return draft_step(event, memory, shape, "DKIM", said, **told)


def _names(fields: tuple[str, ...]) -> str:
    """Each once, as it is written."""
    return clip(readable(", ".join(dict.fromkeys(fields))), FIELDS_CHARACTERS_MAX)


def _short(digest: str) -> str:
    return f"{digest[:HASH_CHARACTERS]}…"


def _tags(field: str) -> tuple[Span, ...]:
    """Each tag of a signature, for whoever touches it; of an unknown one nothing can
    be said."""
    return tuple(
        (found.start(1), found.end(), f"dkim_{found[2]}")
        for found in _TAG.finditer(field)
        if found[2] in TAGS
    )


def _signed(event: Event, fact: f.DkimMessageSigned, memory: Memory) -> Draft:
    params: Params = {
        "server": event.host,
        "domain": clip_name(fact.domain),
        "name": f"{fact.selector}._domainkey.{fact.domain}",
        "fields": _names(fact.fields),
    }
    return _draft(
        event,
        memory,
        "local",
        f"d={fact.domain} s={fact.selector} a={fact.algorithm}",
        say=Text("say.dkim.signed", params),
        why=Text("why.dkim.signed", params),
        notes=_hashes(event, memory),
        rfc=("6376#5", "6376#3.7"),
        spans=_tags(fact.octets),
    )


def _read(event: Event, fact: f.DkimSignatureRead, memory: Memory) -> Draft | None:
    """A field that cannot be read is told by its verdict."""
    memory.dkim.pop(event.host, None)
    if fact.cause:
        return None
    name = "first" if fact.number == 1 else "next"
    params: Params = {
        "server": event.host,
        "domain": clip_name(fact.domain),
        "name": f"{fact.selector}._domainkey.{fact.domain}",
        "fields": _names(fact.fields),
        "n": fact.number,
        "total": fact.count,
    }
    return _draft(
        event,
        memory,
        "local",
        f"d={fact.domain} s={fact.selector} a={fact.algorithm} "
        f"c={fact.canonicalization}",
        say=Text(f"say.dkim.read.{name}", params),
        why=Text("why.dkim.read", params),
        rfc=("6376#6.1.1", "6376#3.5"),
        spans=_tags(fact.octets),
    )


def _body(event: Event, fact: f.DkimBodyHashed, memory: Memory) -> Draft | None:
    """Only a check compares."""
    memory.dkim[event.host] = (fact,)
    if not fact.number:
        return None
    same = fact.hash == fact.stated
    measured = fact.octets_hashed < fact.octets_after
    name = "added" if fact.beginning >= 0 else "other"
    name = ("measured" if measured else "same") if same else name
    left_over = fact.octets_after - fact.octets_hashed
    added = fact.octets_after - fact.beginning
    params: Params = {"n": left_over if same else added, "hash": _short(fact.stated)}
    return _draft(
        event,
        memory,
        "local" if same else "fault",
        f"bh={_short(fact.hash)}",
        say=Text(f"say.dkim.body.{name}", params),
        why=Text(f"why.dkim.body.{name}", params),
        notes=_hashes(event, memory),
        rfc=("6376#3.7", "6376#3.4"),
    )


def _header(event: Event, fact: f.DkimHeaderHashed, memory: Memory) -> None:
    """No step: what is signed of the header section is told with the verdict."""
    memory.dkim[event.host] = (*memory.dkim.get(event.host, ())[:1], fact)


def _hashes(event: Event, memory: Memory) -> tuple[Text, ...]:
    """How the hashes were made that came last at this machine."""
    notes = []
    for fact in memory.dkim.get(event.host, ()):
        if isinstance(fact, f.DkimBodyHashed):
            params: Params = {"n": fact.octets_before, "after": fact.octets_after}
            name = f"body_{fact.canonicalization}"
        else:
            params = {"n": len(fact.fields), "after": fact.octets_hashed}
            name = f"header_{fact.canonicalization}"
        params["hash"] = _short(fact.hash)
        notes.append(Text(f"why.dkim.note.{name}", params))
    return tuple(notes)


def _judged(event: Event, fact: f.DkimSignatureJudged, memory: Memory) -> Draft:
    name = fact.cause or "valid"
    params: Params = {
        "server": event.host,
        "domain": clip_name(fact.domain),
        "name": f"{fact.selector}._domainkey.{fact.domain}",
    }
    notes = _hashes(event, memory)[1:]
    if name == "repeated_field":
        params["fields"] = _names(fact.changed)
    elif fact.changed:
        changed: Params = {"fields": _names(fact.changed)}
        notes += (Text("why.dkim.note.changed", changed),)
    if fact.testing:
        notes += (Text("why.dkim.note.testing", params),)
    right = fact.result in ("pass", "none")
    say = f"say.dkim.judged.{name}"
    if not fact.domain:
        unnamed = "say.dkim.judged_unnamed"
        say = first_of(f"{unnamed}.{name}", f"{unnamed}.bad_tag")
    return _draft(
        event,
        memory,
        "local" if right else "fault",
        f"dkim={fact.result}",
        say=Text(say, params),
        why=Text(f"why.dkim.judged.{name}", params),
        notes=notes,
        mark="2" if fact.result == "pass" else "" if right else "5",
        rfc=CAUSES[fact.cause].cites,
    )


DKIM_STEPS: Tellers = {
    f.DkimMessageSigned: _signed,
    f.DkimSignatureRead: _read,
    f.DkimBodyHashed: _body,
    f.DkimHeaderHashed: _header,
    f.DkimSignatureJudged: _judged,
}
