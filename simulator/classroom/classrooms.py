"""The classes of a server.

A code cannot be guessed: whoever tries wrong ones at one network address may do so only
so often a minute. A class nobody looks at for a day makes room for others.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator

import msgspec

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.keeping import (
    ClassArchive,
    NoClassArchive,
    brought_back,
    kept,
    visitors_of,
)
from simulator.hosting.labs import Tokens
from simulator.hosting.rates import Rate, network_of
from simulator.hosting.refusals import Elsewhere, Refusal
from simulator.projections.shapes.classroom import ClassSeat

SECRET_OCTETS = 24
ALPHABET = "CDFGHJKLMNPRSTXZ"
"""Of join codes, read from the back row and said aloud: no vowels, so that chance
writes no word, and without B and V, Q and K, W and Y, taken for each other in Spanish
or English."""
LENGTH = 6
EVER_S = 1e10
"""Since before there were classes."""


class ClassLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of the classes of one server. Times are seconds of the real clock."""

    classes_max: int = 100
    classes_address_max: int = 20
    """Opened from one network address."""
    members_max: int = 600
    wrong_codes_per_minute: int = 60
    """From one network address: a class behind one router mistypes together."""
    joins_per_minute: int = 120
    """New students from one network address: a class, and not all it can hold."""
    idle_s: int = 24 * 3600
    """A class without a connected browser ends after this."""


class Classrooms:
    """`limits`, `tokens` (random text of so many octets), `now_s`. `left_out`: codes of
    those that could not be brought back at the start, and why. `lost`: each is told of
    a class that another worker has taken."""

    def __init__(
        self,
        limits: ClassLimits,
        tokens: Tokens,
        now_s: Callable[[], float],
        archive: ClassArchive | None = None,
    ) -> None:
        self.lost: list[Callable[[Classroom], None]] = []
        self._on_return: list[Callable[[Classroom], None]] = []
        self._archive = archive or NoClassArchive()
        self._archive.listen(self._taken)
        self._written: dict[str, str] = {}
        self._limits = limits
        self._tokens = tokens
        self._now_s = now_s
        self._classes: dict[str, Classroom] = {}
        self.left_out: list[str] = []
        self._opened_at: dict[str, str] = {}
        self._seen_s: dict[str, float] = {}
        self._last: dict[str, str] = {}
        self._wrong = Rate(limits.wrong_codes_per_minute, now_s)
        self._joins = Rate(limits.joins_per_minute, now_s)
        if not self._archive.shared:
            for code in self._archive.since(limits.idle_s):
                try:
                    self._brought_back(code)
                except Refusal as refused:
                    self.left_out.append(f"{code}: {refused.key}")

    def __iter__(self) -> Iterator[Classroom]:
        return iter(list(self._classes.values()))

    def on_return(self, back: Callable[[Classroom], None]) -> None:
        """`back` is told of each class that was brought back, of those that are here
        already, too."""
        self._on_return.append(back)
        for classroom in self:
            back(classroom)

    # --- opening and finding ----------------------------------------------------------

    def open(self, address: str = "") -> Classroom:
        """A new class, for somebody at that network address. Raises Refusal when there
        are too many."""
        self.sweep()
        network = network_of(address) if address else ""
        opened = self._opened_at.values()
        theirs = sum(bool(each) and each == network for each in opened)
        limits = self._limits
        full = len(self._classes) >= limits.classes_max
        if full or theirs >= limits.classes_address_max:
            raise Refusal("class.too_many_classes")
        code = self._new_code()
        secret = self._tokens(SECRET_OCTETS)
        classroom = Classroom(code, secret, limits.members_max)
        self._take(classroom, network)
        self.keep(code)
        return classroom

    def _take(self, classroom: Classroom, network: str) -> None:
        self._classes[classroom.code] = classroom
        self._opened_at[classroom.code] = network
        self.touch(classroom)

    def letters(self) -> str:
        """Six letters by chance, a password for somebody."""
        return join_code(self._tokens(SECRET_OCTETS)).lower()

    def _new_code(self) -> str:
        while True:
            code = join_code(self._tokens(SECRET_OCTETS))
            if self._at(code) is None:
                return code

    def find(
        self, written: str, address: str = "", visitor: str | None = None
    ) -> Classroom:
        """The class of that code, as somebody at that network address typed it. Raises
        Refusal: no such class, or too many wrong codes came from there; then a right
        one is refused, too, or it would be told from a wrong one. Whoever is in it
        already learns nothing by it, and always comes in."""
        known = self.known(written, visitor) if visitor else None
        if known is not None:
            return known
        network = network_of(address) if address else ""
        if self._wrong.spent(network):
            raise Refusal("class.too_many_codes")
        classroom = self._at(typed_code(written))
        if classroom is None:
            self._wrong.take(network)
            raise Refusal("class.unknown", code=written[:24])
        self.touch(classroom)
        return classroom

    def known(self, written: str, visitor: str | None) -> Classroom | None:
        """The class of that code, if that visitor teaches it or is in it."""
        code = typed_code(written)
        try:
            classroom = self._at(code)
        except Elsewhere:
            body = self._archive.body_of(code)
            if body and visitor in visitors_of(body):
                raise
            return None
        if classroom is None or not classroom.knows(visitor):
            return None
        self.touch(classroom)
        return classroom

    def teach(self, classroom: Classroom, visitor: str, secret: str) -> None:
        """This visitor is its teacher. Raises Refusal without the right secret."""
        if not hmac.compare_digest(secret.encode(), classroom.secret.encode()):
            raise Refusal("error.page")
        classroom.teachers.add(visitor)
        self.enter(classroom, visitor)
        self.keep(classroom.code)

    def renew(self, classroom: Classroom, visitor: str) -> None:
        """Another secret, and that visitor its only teacher."""
        classroom.secret = self._tokens(SECRET_OCTETS)
        classroom.teachers = {visitor}

    def join(
        self, classroom: Classroom, visitor: str, name: str, address: str = ""
    ) -> Member:
        """This visitor, at that network address, is in it, under that name. Raises
        Refusal."""
        new = classroom.of(visitor) is None
        if new and not self._joins.take(network_of(address) if address else ""):
            raise Refusal("class.too_many_joins")
        member = classroom.join(visitor, name)
        self.enter(classroom, visitor)
        self.keep(classroom.code)
        return member

    def enter(self, classroom: Classroom, visitor: str) -> None:
        """They are in several, perhaps: this is the one they look at."""
        self._last[visitor] = classroom.code

    def touch(self, classroom: Classroom) -> None:
        """Somebody is there."""
        self._seen_s[classroom.code] = self._now_s()

    def sweep(self) -> None:
        """End those nobody looked at for long."""
        for code, seen_s in list(self._seen_s.items()):
            classroom = self._classes[code]
            if classroom.visited:
                self.touch(classroom)
            elif self._now_s() - seen_s > self._limits.idle_s:
                self._let_go(classroom)

    def end(self, classroom: Classroom) -> None:
        """It is over; nobody is in it any more, and nothing is kept of it."""
        self._let_go(classroom)
        self._archive.forget(classroom.code)

    # --- what outlives the process ----------------------------------------------------

    def keep(self, written: str) -> None:
        """The class of that code, if there is one, outlives the process as it is now.
        Raises Refusal."""
        classroom = self._classes.get(typed_code(written))
        if classroom is not None:
            body = kept(classroom)
            before = self._written.get(classroom.code)
            if before != body:
                self._archive.note(classroom.code, body, new=before is None)
                self._written[classroom.code] = body
        self._archive.flush(typed_code(written))

    def _at(self, code: str) -> Classroom | None:
        """The class of that code, here or brought back. One in which nobody is here may
        have gone on at another worker: it is read again."""
        known = self._classes.get(code)
        if known is None or not self._archive.shared or known.visited:
            return known or self._brought_back(code)
        body = self._archive.wake(code)
        moved = body is not None and body != self._written.get(code)
        if moved and self._classes.get(code) is known and not known.visited:
            self._let_go(known)
        return self._classes.get(code) or self._brought_back(code)

    def _taken(self, code: str) -> None:
        """By another worker: its pages come back, and are led there."""
        classroom = self._classes.get(code)
        if classroom is not None:
            self._let_go(classroom)
            for lose in self.lost:
                lose(classroom)

    def _brought_back(self, code: str) -> Classroom | None:
        body = self._archive.wake(code)
        if body is None or code in self._classes:
            return self._classes.get(code)
        if len(self._classes) >= self._limits.classes_max:
            raise Refusal("class.too_many_classes")
        try:
            classroom = brought_back(body, self._limits.members_max, self._now_s())
        except msgspec.DecodeError:
            raise Refusal("class.unknown", code=code) from None
        self._take(classroom, "")
        self._written[code] = body
        for visitor in (*classroom.teachers, *(each.visitor for each in classroom)):
            self.enter(classroom, visitor)
        for back in self._on_return:
            back(classroom)
        self.keep(code)
        return classroom

    def _let_go(self, classroom: Classroom) -> None:
        """It leaves the memory; who asks for it again gets it, if it is kept."""
        self._written.pop(classroom.code, None)
        del self._classes[classroom.code]
        del self._opened_at[classroom.code], self._seen_s[classroom.code]
        gone = [v for v, code in self._last.items() if code == classroom.code]
        for visitor in gone:
            del self._last[visitor]

    def only_in(self, classroom: Classroom) -> list[str]:
        """Students of that class who are in no other, here or only written down, and
        teach none."""
        elsewhere = self._written_elsewhere(classroom.code) | classroom.teachers
        for each in self._classes.values():
            if each is not classroom:
                elsewhere |= each.visitors()
        return [each.visitor for each in classroom if each.visitor not in elsewhere]

    def _written_elsewhere(self, code: str) -> set[str]:
        """Visitors of every other class that is written: it may have left the memory
        long ago, or be at another worker."""
        others = (each for each in self._archive.since(EVER_S) if each != code)
        bodies = (self._archive.body_of(each) for each in others)
        return set().union(*(visitors_of(body) for body in bodies if body))

    # --- a visitor's ------------------------------------------------------------------

    def of(self, visitor: str | None) -> Classroom | None:
        """The class that visitor is in, or teaches: the one they entered last."""
        return self._classes.get(self._last.get(visitor or "", ""))

    def seat_of(
        self, asking: Callable[[], str | None], begins: bool, follows: bool
    ) -> ClassSeat | None:
        """What a page must know of the class of the visitor who is `asking`. `begins`:
        it begins where the class is; `follows`: it goes where the class goes."""
        visitor = asking()
        classroom = self.of(visitor)
        if classroom is None:
            return None
        teaches = visitor in classroom.teachers
        if not teaches and classroom.of(visitor) is None:
            return None
        presents = classroom.presents(visitor)
        shown = classroom.shown
        return ClassSeat(
            code=classroom.code,
            role="teacher" if teaches else "student",
            presents=presents,
            follows=follows and not presents,
            stopped=classroom.stopped_s is not None and not teaches,
            view=shown.view if begins and shown else "",
        )


def join_code(token: str) -> str:
    """A code from a random token; from the same token the same one."""
    digest = hashlib.sha256(token.encode()).digest()
    return "".join(ALPHABET[octet % len(ALPHABET)] for octet in digest[:LENGTH])


def typed_code(written: str) -> str:
    """The code somebody meant: capitals, spaces and hyphens are forgiven."""
    kept = [letter for letter in written[:24].upper() if letter in ALPHABET]
    return "".join(kept[: LENGTH + 1])
