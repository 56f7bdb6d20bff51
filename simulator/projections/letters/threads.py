"""Conversations: which message answers which, by Message-ID, In-Reply-To, References.

The parent of a message is the nearest of its References that is here, else what its
In-Reply-To names (RFC 5322 §3.6.4; the first two steps of REFERENCES, RFC 5256 §3).
Equal subjects join nothing: that would be a guess, and the misspelt field `Reference:`
must break the thread.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from simulator.journal import Journal
from simulator.mail import field_text, message_ids, split
from simulator.projections.shapes.letters import ListedMessage

HEADER_OCTETS_MAX = 65_536


class _Header(NamedTuple):
    """What a message says of itself. `ancestors`: what it answers, the nearest last."""

    message_id: str
    ancestors: tuple[str, ...]
    subject: str
    author: str
    date: str


def threads(journal: Journal, messages: Iterable[str]) -> list[ListedMessage]:
    """Those messages in the order of their conversations, answers below what they
    answer."""
    headers = {message: _header(journal, message) for message in messages}
    answered = _parents(headers)
    children: dict[str, list[str]] = {}
    for message, parent in answered.items():
        children.setdefault(parent, []).append(message)
    out: list[ListedMessage] = []
    waiting = [(message, 0) for message in reversed(children.get("", []))]
    while waiting:
        message, depth = waiting.pop()
        header, parent = headers[message], answered[message]
        out.append(
            ListedMessage(
                message=message,
                message_id=header.message_id,
                subject=header.subject,
                from_=header.author,
                date=header.date,
                parent=parent,
                depth=depth,
                missing=bool(header.ancestors) and not parent,
            )
        )
        below = reversed(children.get(message, []))
        waiting.extend((one, depth + 1) for one in below)
    return out


def parents(headers: Mapping[str, bytes]) -> dict[str, str]:
    """What each of those header sections answers among the others, or ""."""
    return _parents({name: _read(header) for name, header in headers.items()})


def _parents(headers: Mapping[str, _Header]) -> dict[str, str]:
    """The parent of each; a link that would close a circle somebody forged is left
    out."""
    by_id: dict[str, str] = {}
    for message, header in headers.items():
        by_id.setdefault(header.message_id, message)
    parents: dict[str, str] = {}
    for message, header in headers.items():
        known = (by_id.get(named, "") for named in reversed(header.ancestors))
        fit = (one for one in known if one and not _leads(parents, one, message))
        parents[message] = next(fit, "")
    return parents


def _leads(parents: dict[str, str], start: str, to: str) -> bool:
    here = start
    while here and here != to:
        here = parents.get(here, "")
    return here == to


def _header(journal: Journal, message: str) -> _Header:
    content = journal.octets(f"message.{message}", 0, HEADER_OCTETS_MAX)
    return _read(content[: split(content).header_length])


def _read(header: bytes) -> _Header:
    answers = message_ids(header, "In-Reply-To")
    references = message_ids(header, "References")
    return _Header(
        message_id=next(iter(message_ids(header, "Message-ID")), ""),
        ancestors=(*answers[:1], *references),
        subject=field_text(header, "Subject"),
        author=field_text(header, "From"),
        date=field_text(header, "Date"),
    )
