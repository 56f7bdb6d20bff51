"""The server's chair as a page shows it: a fold over the replies given."""

from collections.abc import Sequence

from simulator.projections.catalogue import Param, Text
from simulator.projections.shapes.seats import (
    SeatExchange,
    SeatMistake,
    SeatStanding,
)
from simulator.protocols.pop3 import states as pop3
from simulator.teaching.replies.client import Heard, client_hears, lines_of
from simulator.teaching.replies.seat import Given, Seat, offered
from simulator.teaching.replies.turns import Turn


def seat_page(seat: Seat) -> SeatStanding:
    """What is on show after the replies given so far; no right reply is in it but those
    already given, and among those offered."""
    dialogue, turn = seat.dialogue, seat.turn
    replies = [given.reply for given in seat.given]
    waiting = _said(seat, replies)
    done = zip(seat.given, dialogue.turns, waiting, strict=False)
    return SeatStanding(
        protocol=dialogue.protocol,
        client=dialogue.client,
        server=dialogue.server,
        typed=dialogue.typed,
        state=_shown(seat.dialogue.protocol, _state(seat)),
        done=tuple(_exchange(dialogue.protocol, *each) for each in done),
        asks=waiting[len(replies)] if turn else "",
        behind=tuple(waiting[len(replies) + 1 :]) if not dialogue.typed else (),
        wrong=_mistake(seat, replies) if seat.wrong else None,
        offered=offered(dialogue.protocol, turn) if turn else (),
        first_tries=sum(tries == 1 for tries in seat.tries[: len(replies)]),
        turns=len(dialogue.turns),
    )


def _state(seat: Seat) -> str:
    turns = seat.dialogue.turns
    return turns[len(seat.given) - 1].after if seat.given else turns[0].before


def _shown(protocol: str, state: str) -> str:
    return pop3.shown(pop3.State(state)) if protocol == "pop3" else state


def _said(seat: Seat, replies: Sequence[str]) -> list[str]:
    """What the client has said so far, the opening ("") included. A person's lines come
    one by one; a mail client's are its engine's own, and may come several at once."""
    dialogue = seat.dialogue
    if dialogue.typed:
        return [turn.said for turn in dialogue.turns[: len(replies) + 1]]
    said = [""]
    for heard in client_hears(dialogue, replies):
        said += heard.sent
    return said


def exchange_page(protocol: str, turn: Turn) -> SeatExchange:
    """What the server itself replied in that turn."""
    return SeatExchange(
        said=turn.said,
        reply=turn.reply,
        mark=turn.mark[:1],
        state=_shown(protocol, turn.after),
        note=turn.why or turn.told or Text("seat.right"),
    )


def _exchange(protocol: str, given: Given, turn: Turn, said: str) -> SeatExchange:
    lines = tuple(lines_of(given.reply))
    rest = turn.reply[1:] if protocol == "pop3" else ()
    return SeatExchange(
        said=said,
        reply=(*lines, *rest) if len(lines) == 1 else lines,
        mark=given.verdict.mark[:1],
        state=_shown(protocol, turn.after),
        note=given.verdict.said,
    )


def _mistake(seat: Seat, replies: Sequence[str]) -> SeatMistake:
    assert seat.wrong is not None and seat.turn is not None
    verdict, turn = seat.wrong.verdict, seat.turn
    heard = Heard(())
    if not seat.dialogue.typed:
        heard = client_hears(seat.dialogue, [*replies, seat.wrong.reply])[-1]
    return SeatMistake(
        reply=tuple(lines_of(seat.wrong.reply)),
        said=verdict.said,
        rfc=verdict.rfc,
        client=_does(seat, heard),
        sent=heard.sent,
        why=turn.why or turn.told,
    )


def _does(seat: Seat, heard: Heard) -> Text:
    """What the client at the other side does with the wrong reply."""
    assert seat.wrong is not None
    mark = seat.wrong.verdict.mark[:1]
    params: dict[str, Param] = {"client": seat.dialogue.client}
    if seat.dialogue.typed:
        return Text(f"seat.person.{_DIGITS.get(mark, 'lost')}", params)
    if heard.ended:
        return Text(f"seat.client.{heard.ended}", params)
    if heard.left:
        return Text("seat.client.left", params)
    if not heard.sent:
        return Text("seat.client.waits", params)
    content = heard.sent[0].endswith("\r\n.")
    return Text("seat.client.content" if content else "seat.client.goes_on", params)


_DIGITS = {
    "2": "goes_on",
    "3": "content",
    "4": "later",
    "5": "gives_up",
    "+": "goes_on",
    "-": "gives_up",
}
