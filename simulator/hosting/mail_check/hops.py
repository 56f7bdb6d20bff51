"""The way of a message by its Received lines, and what of it can be believed.

A server writes its line on top (RFC 5321 §4.4), so whatever stands below the lines of
one's own servers came with the message, and anybody may have written it. It refuses to
say that such a line is true: only that nothing speaks against it.
"""

from collections.abc import Sequence

from simulator.mail.trace import ReceivedLine, read_received
from simulator.projections.shapes.own_letter import Hop, HopMark, Trust

HOPS_MAX = 100
"""As many as a server takes at least for a loop (RFC 5321 §6.3)."""
TOLERANCE_S = 300
"""Clocks of honest servers differ by so much."""


def read_hops(
    values: Sequence[str], border: int, now_s: int, date_s: int | None
) -> tuple[Hop, ...]:
    """`values`: of the Received fields, from the top; `border`: how many of them are of
    one's own servers; `date_s`: what the author's Date says. The lowest comes first."""
    lines = [read_received(value) for value in values[:HOPS_MAX]]
    hops = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        below = lines[at + 1] if at + 1 < len(lines) else None
        before_s = below.at_s if below is not None else date_s
        known = line.at_s is not None and before_s is not None
        hops.append(
            Hop(
                line=at + 1,
                trust=_trust(line, at < border),
                helo=line.helo,
                reverse=line.reverse,
                address=line.address,
                by=line.by,
                protocol=line.protocol,
                recipient=line.recipient,
                date=line.date,
                written=values[at],
                at_s=line.at_s,
                delay_s=(line.at_s or 0) - (before_s or 0) if known else None,
                marks=_marks(line, above, now_s),
            )
        )
    return tuple(reversed(hops))


def total_s(hops: Sequence[Hop]) -> int | None:
    """From the first line with a date to the last one."""
    dated = [hop.at_s for hop in hops if hop.at_s is not None]
    return dated[-1] - dated[0] if len(dated) > 1 else None


def _trust(line: ReceivedLine, own: bool) -> Trust:
    if not line.by:
        return "unknown"
    return "proven" if own else "claimed"


def _marks(
    line: ReceivedLine, above: ReceivedLine | None, now_s: int
) -> tuple[HopMark, ...]:
    """`above`: the line written after it."""
    marks: list[HopMark] = []
    if not line.by:
        marks.append("malformed")
    if line.at_s is None:
        marks.append("undated")
    elif line.at_s > now_s + TOLERANCE_S:
        marks.append("future")
    if above is not None:
        late = line.at_s is not None and above.at_s is not None
        if late and (line.at_s or 0) > (above.at_s or 0) + TOLERANCE_S:
            marks.append("backwards")
        if line.by and _caller(above) and not _chained(line, above):
            marks.append("unchained")
    return tuple(marks)


def _caller(line: ReceivedLine) -> bool:
    """Whether it says who called, by a name that others may use, too."""
    return "." in line.helo.strip("[]") or "." in line.reverse


def _chained(line: ReceivedLine, above: ReceivedLine) -> bool:
    """Whether the machine that wrote `line` may be the one `above` heard from: the same
    name, or one of the same house; a message that a machine hands to itself, too."""
    if above.address.startswith("127.") or above.address == "::1":
        return True
    called = (above.helo, above.reverse, above.by if not above.address else "")
    return any(same_house(name, line.by) for name in called if name)


def same_house(one: str, other: str) -> bool:
    """Whether two names are equal, or share the domain above them, of two labels at
    least."""
    one, other = one.lower().rstrip("."), other.lower().rstrip(".")
    if one == other or one.endswith(f".{other}") or other.endswith(f".{one}"):
        return "." in one and "." in other or one == other
    above, other_above = one.partition(".")[2], other.partition(".")[2]
    return "." in above and above == other_above
