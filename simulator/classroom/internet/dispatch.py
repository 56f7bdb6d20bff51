"""Answers what is asked of the internet that a class plays.

A teacher begins and ends it, and may let the engine decide for anybody. Who is not here
for a while does not keep the class waiting: then the engine does it, too.
"""

from contextlib import suppress
from functools import partial

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.internet.dealing import all_on, teams_for, writers_of
from simulator.classroom.internet.internet import ClassInternet, Waiting
from simulator.classroom.internet.views import board, device
from simulator.classroom.moderating import moderate
from simulator.classroom.network.computers import teams_of
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import (
    ClassBoardRequest,
    ClassDecideRequest,
    ClassDeviceRequest,
    ClassInternetRequest,
    ClassLettersRequest,
    ClassRequest,
    ClassWriteRequest,
)
from simulator.hosting.hosted_lab import Purpose
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.hosting.stations import SharedLab
from simulator.projections.shapes import Answer
from simulator.projections.shapes.class_tasks.internet import (
    InternetBoard,
    InternetDevice,
)
from simulator.scenario import world_of_roles

NAME = "somos-internet"
ABSENT_S = 20
"""Whoever is away for longer is decided for: a reload takes a second or two."""


class InternetAnswers(ClassAnswers):
    """Begins it, hears what everybody decides, and shows it to each as is theirs."""

    def __init__(self, office: Office) -> None:
        handlers = {
            "class_internet": decoding(ClassInternetRequest, self._internet),
            "class_internet_board": decoding(ClassBoardRequest, self._board),
            "class_device": decoding(ClassDeviceRequest, self._device),
            "class_write": decoding(ClassWriteRequest, self._write),
            "class_decide": decoding(ClassDecideRequest, self._decide),
            "class_internet_letters": decoding(ClassLettersRequest, self._letters),
        }
        super().__init__(office, handlers)
        office.classrooms.on_return(self._back)
        self._looking: set[str] = set()

    def left(self, _: str) -> None:
        """What waits for whoever is gone is looked after."""
        for classroom in self.office.classrooms:
            self._look_after(classroom)

    # --- a teacher --------------------------------------------------------------------

    def _internet(self, request: ClassInternetRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        internet = None
        if request.on:
            members = [each.id for each in classroom if each.browsers]
            if not members:
                raise Refusal("internet.nobody")
            internet = self._made(classroom, members, request, str(caller.visitor))
        classroom.play_internet(internet)
        self.office.tell_soon(classroom)
        return self._on_board(classroom)

    def _made(
        self,
        classroom: Classroom,
        members: list[str],
        request: ClassInternetRequest,
        teacher: str,
    ) -> ClassInternet:
        office, texts = self.office, self.office.content.texts
        if request.lang not in texts:
            raise Refusal("error.language")
        words = texts[request.lang]
        names = words["class.teams"].split(", ")[: teams_for(len(members))]
        writers = members[: writers_of(len(members))]
        teams = all_on(
            teams_of(
                [classroom.member(each).name for each in writers],
                {name: dict.fromkeys(texts, name) for name in names},
                texts.words("class.spare_computer"),
                request.lang,
                office.classrooms.letters,
            )
        )
        title = texts.words("internet.name")
        shared = office.labs.own(
            teacher,
            world_of_roles(NAME, title, teams, texts, starttls=request.starttls),
            purpose=Purpose(shared=classroom.code),
            kind=SharedLab,
        )
        assert isinstance(shared, SharedLab)
        shared.actors |= classroom.teachers
        starttls = request.starttls
        internet = ClassInternet.dealt_out(
            office.labs, shared, teams, members, starttls=starttls
        )
        with shared.turn():
            shared.awake(shared.tree.get(None))
        office.labs.keep(shared)
        self._listen(classroom, internet)
        return internet

    def _listen(self, classroom: Classroom, internet: ClassInternet) -> None:
        told = partial(self.office.letter_waits, classroom)
        internet.shared.holding.told = told

    def _back(self, classroom: Classroom) -> None:
        """It plays again what it played."""
        found, classroom.internet_kept = classroom.internet_kept, None
        if found is None:
            return
        members = {member.id for member in classroom}
        with suppress(Refusal):
            internet = ClassInternet.brought_back(self.office.labs, found, members)
            self._listen(classroom, internet)
            classroom.play_internet(internet)

    def _letters(self, request: ClassLettersRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        internet = classroom.internet
        if internet is None:
            raise Refusal("internet.over")
        moderate(internet.shared.holding, internet.release, request)
        self.office.keep_lab(internet.shared)
        classroom.letters_changed()
        self._changed(classroom)
        return self.office.done(classroom)

    def _board(self, request: ClassBoardRequest, caller: Caller) -> Answer:
        return self._on_board(self.office.taught(request, caller))

    def _on_board(self, classroom: Classroom) -> InternetBoard:
        internet = classroom.internet
        if internet is None:
            return InternetBoard(ok=True, machines=(), letters=(), starttls=True)
        return board(internet, _names(classroom))

    # --- a student --------------------------------------------------------------------

    def _device(self, request: ClassDeviceRequest, caller: Caller) -> Answer:
        classroom, member, internet = self._played(request, caller)
        if member is None:
            raise Refusal("internet.students")
        return self._on_device(classroom, internet, member)

    def _on_device(
        self, classroom: Classroom, internet: ClassInternet, member: Member
    ) -> InternetDevice:
        before = internet.changes
        names = {} if classroom.names_hidden else _names(classroom)
        told = device(internet, member.id, names)
        if internet.changes != before:
            self._changed(classroom)
        return told

    def _write(self, request: ClassWriteRequest, caller: Caller) -> Answer:
        classroom, member, internet = self._played(request, caller)
        if member is None:
            raise Refusal("internet.students")
        written = (request.id, request.to, request.subject, request.body)
        internet.write(member.id, member.visitor, *written)
        self.office.keep_lab(internet.shared)
        self._changed(classroom)
        return self._on_device(classroom, internet, member)

    def _decide(self, request: ClassDecideRequest, caller: Caller) -> Answer:
        classroom, member, internet = self._played(request, caller)
        who = member.id if member else ""
        internet.decide(who, request.letter, request.number, request.choice)
        self._changed(classroom)
        if member is None:
            return self._on_board(classroom)
        return self._on_device(classroom, internet, member)

    def _played(
        self, request: ClassRequest, caller: Caller
    ) -> tuple[Classroom, Member | None, ClassInternet]:
        classroom, member = self.office.of(request, caller)
        if classroom.internet is None:
            raise Refusal("internet.over")
        return classroom, member, classroom.internet

    # --- whoever is not here ----------------------------------------------------------

    def _changed(self, classroom: Classroom) -> None:
        classroom.internet_changed()
        self.office.tell_soon(classroom)
        self._look_after(classroom)

    def _look_after(self, classroom: Classroom) -> None:
        """Once what waits has waited long enough; one look at a time."""
        internet = classroom.internet
        if internet is None or classroom.code in self._looking:
            return
        waiting = internet.waiting_for(_absent(classroom))
        if waiting:
            self._looking.add(classroom.code)
            look = partial(self._do_for_absent, classroom, internet, waiting)
            self.office.scheduler.defer(ABSENT_S, look)

    def _do_for_absent(
        self, classroom: Classroom, internet: ClassInternet, waiting: Waiting
    ) -> None:
        self._looking.discard(classroom.code)
        if classroom.internet is not internet:
            return
        still = waiting & internet.waiting_for(_absent(classroom))
        for letter, number in still:
            internet.decide("", letter, number, None)
        if still:
            self._changed(classroom)
            self.office.classrooms.keep(classroom.code)
        else:
            self._look_after(classroom)


def _absent(classroom: Classroom) -> list[str]:
    return [each.id for each in classroom.absent()]


def _names(classroom: Classroom) -> dict[str, str]:
    return {each.id: each.name for each in classroom}
