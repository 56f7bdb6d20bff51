"""What others wrote about a message, and who can have written it (RFC 8601 §5, §7.1).

A result counts where a server of one's own wrote it. Its place tells: above the lowest
of their Received lines only they can write.
"""

from collections.abc import Iterable, Sequence

from simulator.hosting.mail_check.hops import same_house
from simulator.projections.shapes.own_letter import (
    Trust,
    WrittenResult,
    WrittenResults,
    WrittenSpf,
)
from simulator.protocols.read_results import read_received_spf, read_results

FIELDS_MAX = 30
"""Fields of each kind that are shown."""

Placed = tuple[int, str]
"""How many Received lines stand above a field, and its unfolded value."""


def written_results(
    fields: Iterable[Placed], own: Sequence[str], border: int
) -> tuple[WrittenResults, ...]:
    """Authentication-Results. `own`: the names of one's own servers; `border`: how many
    Received lines are theirs."""
    found = []
    for place, value in list(fields)[:FIELDS_MAX]:
        read = read_results(value)
        named = any(same_house(read.authserv_id, name) for name in own if name)
        found.append(
            WrittenResults(
                authserv_id=read.authserv_id,
                trust=_trust(place, border, named),
                results=tuple(
                    WrittenResult(
                        method=each.method,
                        result=each.result,
                        properties=each.properties,
                        reason=each.reason,
                    )
                    for each in read.results
                ),
                unread=read.unread,
            )
        )
    return tuple(found)


def written_spf(
    fields: Iterable[Placed], own: Sequence[str], border: int
) -> tuple[WrittenSpf, ...]:
    """Received-SPF."""
    found = []
    for place, value in list(fields)[:FIELDS_MAX]:
        read = read_received_spf(value)
        receiver = dict(read.pairs).get("receiver", "")
        named = any(same_house(receiver, name) for name in own if name)
        found.append(
            WrittenSpf(
                result=read.result,
                trust=_trust(place, border, named),
                comment=read.comment,
                pairs=read.pairs,
            )
        )
    return tuple(found)


def _trust(place: int, border: int, named: bool) -> Trust:
    """Some servers write their results below their Received line, where a stranger's
    may stand as well."""
    if border and place < border:
        return "proven"
    return "unknown" if place == border and named else "claimed"
