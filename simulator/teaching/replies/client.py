"""What the client at the other side does with the replies it is given.

Why it exists: a wrong reply is understood best by what a client makes of it, and the
engine of a real client says that. It is run again with all replies so far, so whatever
the server announces changes what it says. It refuses time: nobody waits here.
"""

from collections.abc import Iterable, Sequence

import msgspec

from simulator.mail import whole_lines
from simulator.protocols.smtp.client import ClientState, SmtpClient
from simulator.protocols.smtp.config import SmtpClientConfig
from simulator.protocols.smtp.questions import Farewell, Transaction
from simulator.teaching.replies.turns import Dialogue, Turn

END_OF_CONTENT = "\r\n."


class Heard(msgspec.Struct, frozen=True):
    """What the client did when it had heard one reply: the lines it `sent`, how its
    transaction `ended` by it (a result of `Outcome`, or ""), and whether it left."""

    sent: tuple[str, ...]
    ended: str = ""
    left: bool = False


def client_hears(dialogue: Dialogue, replies: Sequence[str]) -> list[Heard]:
    """What the client of an SMTP dialogue does with each reply; lines apart by LF."""
    turns = dialogue.turns
    name = next((t.said.split()[-1] for t in turns if t.verb == "EHLO"), "localhost")
    client = SmtpClient(SmtpClientConfig(host_name=name, tls="never"), 0)
    todo = list(_transactions(turns))
    heard = []
    for reply in replies:
        before = client.outcome
        client.receive_data("".join(f"{x}\r\n" for x in lines_of(reply)).encode(), 0)
        _give(client, todo)
        octets = b"".join(client.data_to_send()).decode("latin-1")
        outcome = client.outcome
        result = outcome.result if outcome and outcome is not before else ""
        left = client.state is ClientState.CLOSED
        heard.append(Heard(_lines(octets), result, left))
    return heard


def lines_of(reply: str) -> list[str]:
    """The lines of a reply somebody wrote."""
    return [line.rstrip() for line in reply.strip("\r\n").split("\n")]


def _give(client: SmtpClient, todo: list[Transaction]) -> None:
    """Answers what the client asks: the next message, or goodbye."""
    while client.next_question() is not None:
        client.answer(todo.pop(0) if todo else Farewell(), 0)


def _lines(octets: str) -> tuple[str, ...]:
    """Commands one by one; a content is one piece."""
    if octets.endswith(f"{END_OF_CONTENT}\r\n"):
        return (octets.removesuffix("\r\n"),)
    return tuple(octets.removesuffix("\r\n").split("\r\n")) if octets else ()


def _transactions(turns: Iterable[Turn]) -> Iterable[Transaction]:
    """The messages the client had to send."""
    mail, paths, content = "", [""], b""
    for turn in turns:
        if turn.verb == "MAIL":
            if mail:
                yield Transaction(_path(mail), tuple(paths[1:]), content)
            mail, paths, content = turn.said, [""], b""
        elif turn.verb == "RCPT":
            paths.append(_path(turn.said))
        elif turn.verb == ".":
            content = _unstuffed(turn.said)
    if mail:
        yield Transaction(_path(mail), tuple(paths[1:]), content)


def _path(command: str) -> str:
    return command.partition("<")[2].partition(">")[0]


def _unstuffed(said: str) -> bytes:
    lines = said.removesuffix(".").split("\r\n")
    whole = "\r\n".join(line.removeprefix(".") for line in lines)
    return whole_lines(whole.encode("latin-1"))
