"""Which sentence tells an IMAP command or an answer, and what is in it.

Names of sentences are verbs in small letters, of `UID FETCH` the last word, and what
they found: `search_none`. The steps are made in `imap.py`.
"""

import re
from collections import Counter

from simulator.journal import facts as f
from simulator.mail import utf7
from simulator.projections.narration.memory import RememberedConn
from simulator.projections.narration.words import clip, readable
from simulator.protocols.imap.states import TABLE, State

Params = dict[str, str | int]

SET_CHARACTERS_MAX = 14
ITEMS_CHARACTERS_MAX = 32

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)')
_OF_MESSAGES = frozenset(("FETCH", "STORE", "COPY", "MOVE"))
_NEWS = ("EXISTS", "EXPUNGE", "FETCH")


def base_of(verb: str) -> str:
    """`FETCH` for `UID FETCH`."""
    return verb.removeprefix("UID ")


def name_of(verb: str) -> str:
    """What texts call a verb: `fetch`."""
    return base_of(verb).lower()


# --- commands ---------------------------------------------------------------------


def asked(fact: f.ImapCommandReceived) -> tuple[str, Params]:
    """The name of the sentence and what is in it; "" where the command is badly written
    or out of order."""
    broken = any(role == "error" for _, _, role in fact.spans)
    if broken or fact.state not in State.__members__:
        return "", {}
    if fact.verb not in TABLE[State(fact.state)]:
        return "", {}
    words = _words(readable(fact.argument))
    name = name_of(fact.verb)
    params: Params = {"folder": clip(_folder(words[0])) if words else ""}
    if base_of(fact.verb) in _OF_MESSAGES and words:
        params = _about_messages(fact, words)
    elif name == "list" and len(words) > 1:
        params = {"pattern": clip(_folder(words[1]))}
    elif name == "login":
        params = {"name": clip(words[0]) if words else ""}
        params["password"] = clip(words[1]) if len(words) > 1 else ""
    elif name == "rename" and len(words) > 1:
        params["target"] = clip(_folder(words[1]))
    elif name in ("authenticate", "search"):
        params = {"items": clip(readable(fact.argument).strip(), ITEMS_CHARACTERS_MAX)}
    return name, params


def _about_messages(fact: f.ImapCommandReceived, words: list[str]) -> Params:
    rest = readable(fact.argument).strip().partition(" ")[2]
    return {
        "set": clip(words[0], SET_CHARACTERS_MAX),
        "k": 1 if words[0].isdigit() else 2,
        "items": clip(rest, ITEMS_CHARACTERS_MAX),
        "folder": clip(_folder(words[-1])),
    }


def _words(argument: str) -> list[str]:
    """The words of an argument, quotes taken off."""
    return [
        re.sub(r"\\(.)", r"\1", quoted) if word == "" else word
        for quoted, word in _WORD.findall(argument)
    ]


def _folder(wire: str) -> str:
    """A folder as a person reads it: `Música` for `M&APo-sica`."""
    name = utf7.decode(wire.encode("utf-8")) if wire.isascii() else wire
    return name or wire


# --- completions ------------------------------------------------------------------


def told(
    fact: f.ImapResponseSent, heard: list[f.ImapResponseSent], conn: RememberedConn
) -> tuple[str, Params]:
    """Which sentence tells an OK, and its numbers."""
    name = name_of(fact.verb) or "other"
    counts = Counter(said.data for said in heard)
    exists = [said.number for said in heard if said.data == "EXISTS"]
    if name in ("select", "examine"):
        count = exists[-1] if exists else 0
        return name if count else f"{name}_none", {"n": count}
    if name in ("list", "lsub"):
        return _some(name, counts[name.upper()])
    if name == "fetch":
        if conn.letters:
            return "fetch_letters", {"n": conn.letters}
        return _some(name, counts["FETCH"])
    if name == "search":
        return _some(name, _found(heard))
    if name == "close":
        if conn.read_only:
            return "close_read_only", {}
        return _some(name, conn.removed)
    if name == "store":
        return _stored(heard, counts["FETCH"])
    if name in ("expunge", "move"):
        return _some(name, counts["EXPUNGE"])
    if name in ("noop", "check", "idle") and any(counts[data] for data in _NEWS):
        return f"{name}_news", {"n": sum(counts[data] for data in _NEWS)}
    return name, {}


def _some(name: str, count: int) -> tuple[str, Params]:
    return (name if count else f"{name}_none"), {"n": count}


def _stored(heard: list[f.ImapResponseSent], count: int) -> tuple[str, Params]:
    """What became of the flags, told of the first message."""
    first = next((said for said in heard if said.data == "FETCH"), None)
    if first is None:
        return "store_silent", {}
    flags = " ".join(flag for flag in first.flags if flag != "\\Recent")
    if count == 1 and not flags:
        return "store_bare", {"n": first.number}
    if count == 1:
        return "store_one", {"n": first.number, "flags": clip(flags)}
    return "store", {"n": count}


def _found(heard: list[f.ImapResponseSent]) -> int:
    """How many messages a SEARCH found."""
    found = 0
    for said in heard:
        if said.data == "SEARCH":
            found += len(said.octets.split()) - 2
        elif said.data == "ESEARCH":
            count = re.search(r"\bCOUNT (\d+)", said.octets)
            found += int(count[1]) if count else " ALL " in said.octets
    return found


# --- alone ------------------------------------------------------------------------


def told_alone(fact: f.ImapResponseSent) -> tuple[str, Params]:
    """Which sentence tells an untagged response that stands alone."""
    params: Params = {"n": fact.number, "octets": fact.content_length}
    if fact.status == "PREAUTH":
        return "preauth", params
    if fact.status == "BYE":
        return fact.reason if fact.reason != "ok" else "bye", params
    if fact.code == "ALERT":
        return "alert", params
    if fact.status:
        greeting = not fact.verb and fact.state_before in ("", "CLOSED")
        return ("greeting" if greeting else "other"), params
    if fact.data == "FETCH":
        return ("letter" if fact.content_length else "flags"), params
    return _DATA_ALONE.get(fact.data, "other"), params


_DATA_ALONE = {"EXISTS": "exists", "RECENT": "recent", "EXPUNGE": "expunge"}
