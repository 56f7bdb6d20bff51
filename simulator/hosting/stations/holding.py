"""Letters of a shared world that wait until whoever teaches lets them out.

They wait before anything happens, so a letter that is put away was never sent, and the
journal is what really happened. Meanwhile nobody speaks to a server by hand to send one
past it. It refuses to send: the shared lab does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.acts import Act, Arrive, Open, Paste, Resend, Send, SendOctets, TypeLine
from simulator.agents import World
from simulator.hosting.refusals import Refusal
from simulator.lab import LabError
from simulator.protocols.services import SMTP, SUBMISSION, SUBMISSIONS

SENDING = (SMTP.port, SUBMISSION.port, SUBMISSIONS.port)


@dataclass(frozen=True)
class HeldLetter:
    """`visitor`: who pressed Send."""

    id: str
    visitor: str
    act: Send


class Holding:
    """`on`: letters wait from now on. `letters`: those that do, the oldest first.
    `told`: called when there is one more."""

    def __init__(self, letters_max: int, each_max: int) -> None:
        self.on = False
        self.letters: tuple[HeldLetter, ...] = ()
        self.told: Callable[[], None] = lambda: None
        self._letters_max, self._each_max = letters_max, each_max
        self._made = 0

    def take_back(self, on: bool, letters: tuple[HeldLetter, ...]) -> None:
        """As it was before a restart."""
        self.on, self.letters = on, letters
        self._made = max((int(one.id[1:]) for one in letters), default=0)

    def hold(self, visitor: str, act: Send) -> None:
        """It waits; the same one sent twice waits once. Raises LabError: too many."""
        if any((each.visitor, each.act) == (visitor, act) for each in self.letters):
            return
        theirs = sum(each.visitor == visitor for each in self.letters)
        if theirs >= self._each_max or len(self.letters) >= self._letters_max:
            raise LabError("shared.too_many_held")
        self._made += 1
        self.letters = (*self.letters, HeldLetter(f"h{self._made}", visitor, act))
        self.told()

    def get(self, letter_id: str) -> HeldLetter:
        """The letter of that id. Raises Refusal: it waits no more."""
        found = next((one for one in self.letters if one.id == letter_id), None)
        if found is None:
            raise Refusal("shared.not_held")
        return found

    def drop(self, letter_id: str) -> None:
        """It waits no more, and is not sent by this."""
        self.letters = tuple(one for one in self.letters if one.id != letter_id)


def sends_by_hand(act: Act, world: World) -> bool:
    """Somebody, or a real program, would speak to a server that takes mail, or let a
    program try again."""
    if isinstance(act, Open | Arrive):
        return act.port in SENDING
    if isinstance(act, TypeLine | Paste):
        conn = world.network.connections.get(act.conn)
        return conn is not None and conn.server.port in SENDING
    if isinstance(act, SendOctets):
        conn = world.visitors[act.host].conn
        return conn is not None and conn.server.port in SENDING
    return isinstance(act, Resend)
