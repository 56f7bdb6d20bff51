"""Conversations: which letter answers which, by Message-ID, In-Reply-To, References.

The parent of a letter is the nearest of its References that is here, else what its
In-Reply-To names (RFC 5322 §3.6.4; the first two steps of REFERENCES, RFC 5256 §3). It
refuses to join letters by their subject: that is a guess, and the misspelt field
`Reference:` must break the thread.
"""

from collections.abc import Iterable
from typing import Any

from simulator.journal import Journal
from simulator.mail import field_text, message_ids, split

HEADER_OCTETS_MAX = 65_536


def threads(journal: Journal, messages: Iterable[str]) -> list[dict[str, Any]]:
    """The letters in the order of their conversations, answers below what they answer.

    `{message, message_id, parent, depth, subject, from, date, missing}`; `parent` is
    another of these letters, or ""; `missing`: the letter it answers is not here.
    """
    letters = {message: _letter(journal, message) for message in messages}
    parents = _parents(letters)
    children: dict[str, list[str]] = {}
    for message, parent in parents.items():
        children.setdefault(parent, []).append(message)
    out: list[dict[str, Any]] = []
    waiting = [(message, 0) for message in reversed(children.get("", []))]
    while waiting:
        message, depth = waiting.pop()
        letter = letters[message]
        answers = bool(letter.pop("ancestors"))
        parent = parents[message]
        missing = answers and not parent
        out.append({**letter, "parent": parent, "depth": depth, "missing": missing})
        below = reversed(children.get(message, []))
        waiting.extend((one, depth + 1) for one in below)
    return out


def _parents(letters: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The parent of each; a link that would close a circle somebody forged is left
    out."""
    by_id: dict[str, str] = {}
    for message, letter in letters.items():
        by_id.setdefault(letter["message_id"], message)
    parents: dict[str, str] = {}
    for message, letter in letters.items():
        known = (by_id.get(named, "") for named in reversed(letter["ancestors"]))
        fit = (one for one in known if one and not _leads(parents, one, message))
        parents[message] = next(fit, "")
    return parents


def _leads(parents: dict[str, str], start: str, to: str) -> bool:
    here = start
    while here and here != to:
        here = parents.get(here, "")
    return here == to


def _letter(journal: Journal, message: str) -> dict[str, Any]:
    content = journal.octets(f"message.{message}", 0, HEADER_OCTETS_MAX)
    header = content[: split(content).header_length]
    answers = message_ids(header, "In-Reply-To")
    references = message_ids(header, "References")
    return {
        "message": message,
        "message_id": next(iter(message_ids(header, "Message-ID")), ""),
        "ancestors": [*answers[:1], *references],
        "subject": field_text(header, "Subject"),
        "from": field_text(header, "From"),
        "date": field_text(header, "Date"),
    }
