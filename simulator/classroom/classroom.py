"""One class: its door, its students, what is shown, what is asked.

Plain bookkeeping: it sends nothing; how it is told is in `telling.py`. A student is a
member from joining on, whether a browser of theirs is connected or not; a phone that
comes back is the same member. Whom the teacher sent out does not come in again with the
same cookie.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.classroom.ballot import Ballot
from simulator.classroom.blackouts import Blackout
from simulator.classroom.internet import ClassInternet, KeptInternet
from simulator.classroom.network import ClassNetwork, KeptNetwork
from simulator.classroom.nicknames import nickname
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.classroom import (
    ClassBallot,
    ClassPush,
    ShownPlace,
)

ASKED_KEPT = 200
"""Ballots that are over: more than a course has."""
PUSHES_KEPT = 20
"""What was sent last, so that a doubled request sends once."""
UNREAD_MAX = 5
"""Cards of one student: the oldest makes room."""
FRESH_S = {"message": 900, "hint": 900, "lesson": 3600, "scenario": 3600}
"""A card older than that is shown to nobody who comes back, or late."""


@dataclass(frozen=True)
class Sent:
    """What a teacher sent, and when; `to`: the member, "": everybody."""

    push: ClassPush
    to: str
    at_s: float

    def is_fresh(self, now_s: float) -> bool:
        """It still says something."""
        return now_s - self.at_s <= FRESH_S[self.push.kind]


@dataclass
class Member:
    """`browsers`: connected ones. `renamed`: by the teacher. `peeked`: labs of theirs
    at which a teacher looks. `unread`: sent to them."""

    id: str
    name: str
    visitor: str
    renamed: bool = False
    peeked: tuple[str, ...] = ()
    browsers: set[str] = field(default_factory=set)
    unread: list[Sent] = field(default_factory=list)

    def read(self, push_id: str) -> None:
        """They closed its card."""
        self.unread = [each for each in self.unread if each.push.id != push_id]


class Classroom:
    """`secret`: of the teacher's link. `teachers`: visitors who came by it.

    `presenter`: the member at the blackboard; None: the teacher. `shown`: what the
    presenter has on the screen. `lent`: the lab where the presenter may act because it
    was shown, with their visitor. `stopped_s`: when the screens of its students were
    covered; None: they are not. `version`: grows with every change.
    `sent_out`: visitors; `made`: members so far; `starts`: how often it outlived the
    server. What must do so is in `keeping.py`.
    """

    def __init__(self, code: str, secret: str, members_max: int) -> None:
        self.code = code
        self.secret = secret
        self.teachers: set[str] = set()
        self.locked = self.names_hidden = False
        self.presenter: Member | None = None
        self.shown: ShownPlace | None = None
        self.lent: tuple[str, str] | None = None
        self.stopped_s: float | None = None
        self.ballot: Ballot | None = None
        self._network: ClassNetwork | None = None
        self._internet: ClassInternet | None = None
        self.asked: list[ClassBallot] = []
        self.pushes: list[Sent] = []
        self.version = self.starts = 0
        self.blackout: Blackout | None = None
        self.network_kept: KeptNetwork | None = None
        self.internet_kept: KeptInternet | None = None
        self._members: dict[str, Member] = {}
        self.sent_out: set[str] = set()
        self._members_max = members_max
        self.made = 0

    # --- who is in it -----------------------------------------------------------------

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members.values())

    def join(self, visitor: str, name: str) -> Member:
        """The visitor's member; who is in already only takes the name, unless the
        teacher gave them one. Raises Refusal:
        locked, sent out, full, or a name that cannot be."""
        member = self.of(visitor)
        if member is not None and member.renamed:
            return member
        if member is None:
            self.admit(visitor)
        taken = [each.name for each in self if each is not member]
        called = nickname(name, taken)
        if member is None:
            self.made += 1
            member = Member(f"s{self.made}", called, visitor)
            member.unread = self._for_who_comes_late()
            self._members[member.id] = member
        member.name = called
        self._changed()
        return member

    def take_back(self, members: list[Member], made: int, sent_out: set[str]) -> None:
        """These are in it, of so many that were made, and those were sent out."""
        self._members = {each.id: each for each in members}
        self.made, self.sent_out = made, sent_out

    def admit(self, visitor: str) -> None:
        """Raises Refusal when somebody new may not come in."""
        if visitor in self.sent_out:
            raise Refusal("class.sent_out")
        if self.locked:
            raise Refusal("class.locked")
        if len(self._members) >= self._members_max:
            raise Refusal("class.full", limit=self._members_max)

    def knows(self, visitor: str | None) -> bool:
        """They teach it or are in it."""
        return visitor in self.teachers or self.of(visitor) is not None

    def visitors(self) -> set[str]:
        """Whoever teaches it or is in it."""
        return self.teachers | {each.visitor for each in self}

    @property
    def visited(self) -> bool:
        """A student's browser is connected."""
        return any(each.browsers for each in self)

    def of(self, visitor: str | None) -> Member | None:
        """The member that visitor is."""
        return next((each for each in self if each.visitor == visitor), None)

    def member(self, member_id: str) -> Member:
        """By id. Raises Refusal."""
        member = self._members.get(member_id)
        if member is None:
            raise Refusal("class.no_member")
        return member

    def rename(self, member: Member, name: str) -> None:
        """As the teacher wishes. Raises Refusal."""
        member.name = nickname(name, [each.name for each in self if each is not member])
        member.renamed = True
        self._changed()

    def send_out(self, member: Member) -> None:
        """They are no member any more."""
        self.sent_out.add(member.visitor)
        self.forget(member)

    def absent(self) -> list[Member]:
        """Those of whom no browser is here."""
        return [each for each in self if not each.browsers]

    def forget(self, member: Member) -> None:
        """They are no member any more, and may come in again."""
        del self._members[member.id]
        if self.network is not None:
            self.network.leave(member.id)
        if self.internet is not None:
            self.internet.leave(member.id)
        if self.ballot:
            self.ballot.withdraw(member.id)
        self._changed()

    def connected(self, member: Member, browser: str) -> None:
        """A browser of theirs is here."""
        if browser not in member.browsers:
            member.browsers.add(browser)
            self._changed()

    def disconnected(self, browser: str) -> bool:
        """A browser is gone; whether it was a student's."""
        for member in self:
            if browser in member.browsers:
                member.browsers.discard(browser)
                self._changed()
                return True
        return False

    def set_door(self, *, locked: bool, names_hidden: bool) -> None:
        """Whether somebody new may come in, and students read names."""
        self.locked, self.names_hidden = locked, names_hidden
        self._changed()

    # --- what is shown ----------------------------------------------------------------

    def presents(self, visitor: str | None) -> bool:
        """What this visitor does is what the class sees."""
        if self.presenter is not None:
            return visitor == self.presenter.visitor
        return visitor in self.teachers

    def show(self, lab: str, view: str) -> None:
        """The presenter has this on the screen."""
        shown = ShownPlace(lab=lab, view=view)
        if shown != self.shown:
            self.shown = shown
            self._changed()

    def clear(self) -> None:
        """Nothing is shown."""
        self.shown = None
        self._changed()

    def stop(self, stopped_s: float | None) -> None:
        """The screens of its students are covered, since then; None: no more."""
        self.stopped_s = stopped_s
        self._changed()

    def hand_chalk(self, member: Member | None) -> None:
        """This member presents; None: the teacher."""
        self.presenter = member
        self._changed()

    # --- what is sent -----------------------------------------------------------------

    def send(self, sent: Sent) -> list[Member]:
        """Put it among the cards of those it is for: they. The same one twice is one.
        Raises Refusal."""
        if any(each.push.id == sent.push.id for each in self.pushes):
            return []
        members = [self.member(sent.to)] if sent.to else list(self)
        self.pushes = [*self.pushes, sent][-PUSHES_KEPT:]
        for member in members:
            member.unread = [*member.unread, sent][-UNREAD_MAX:]
        return members

    def _for_who_comes_late(self) -> list[Sent]:
        """The last lesson or scenario for everybody; messages were for who was here."""
        places = [each for each in self.pushes if each.push.address and not each.to]
        return places[-1:]

    # --- what is asked ----------------------------------------------------------------

    def ask(self, ballot: Ballot) -> None:
        """Put it to the vote; the same one twice is one."""
        if self.ballot is None or self.ballot.id != ballot.id:
            self.put_away()
            self.ballot = ballot
            self._changed()

    def asked_now(self, ballot_id: str) -> Ballot:
        """The ballot of that id. Raises Refusal when it is over."""
        if self.ballot is None or self.ballot.id != ballot_id:
            raise Refusal("class.ballot_closed")
        return self.ballot

    def ballot_changed(self) -> None:
        """The ballot is not as it was."""
        self._changed()

    def put_away(self) -> None:
        """The ballot is over; what came of it is kept if anybody voted."""
        if self.ballot is None:
            return
        self.ballot.close()
        if any(map(any, self.ballot.tallies)):
            self.asked = [*self.asked, self.ballot.served()][-ASKED_KEPT:]
        self.ballot = None
        self._changed()

    def black_out(self, blackout: Blackout | None) -> None:
        """Something is broken in everybody's network, or is over; None: nothing was."""
        self.blackout = blackout
        self._changed()

    # --- its network ------------------------------------------------------------------

    @property
    def network(self) -> ClassNetwork | None:
        """The one it has, while it is there."""
        return self._network if self._network and self._network.there else None

    def open_network(self, network: ClassNetwork | None) -> None:
        """It has this one now, or none."""
        before, self._network = self.network, network
        if before is not None and before is not network:
            before.end()
        self._changed()

    @property
    def internet(self) -> ClassInternet | None:
        """The one it plays, while it is there."""
        return self._internet if self._internet and self._internet.there else None

    def play_internet(self, internet: ClassInternet | None) -> None:
        """It plays this one now, or none."""
        before, self._internet = self.internet, internet
        if before is not None and before is not internet:
            before.end()
        self._changed()

    def internet_changed(self) -> None:
        """It is not as it was."""
        self._changed()

    # --- what has changed -------------------------------------------------------------

    def letters_changed(self) -> None:
        """Others wait than did."""
        self._changed()

    def _changed(self) -> None:
        self.version += 1
