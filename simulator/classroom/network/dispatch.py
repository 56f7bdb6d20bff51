"""Answers what is asked of the network of a class.

A teacher opens and closes it, and lets letters wait, out, or fall.
"""

from contextlib import suppress
from functools import partial

from simulator.classroom.classroom import Classroom
from simulator.classroom.moderating import moderate
from simulator.classroom.network.computers import teams_of
from simulator.classroom.network.network import ClassNetwork
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import ClassLettersRequest, ClassNetworkRequest
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import Purpose
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.hosting.stations import SharedLab
from simulator.languages import Words
from simulator.projections.shapes import Answer
from simulator.scenario import world_of_teams

NAME = "red-de-la-clase"


class NetworkDispatcher(ClassAnswers):
    """Opens the network of a class, and closes it."""

    def __init__(self, office: Office) -> None:
        handlers = {
            "class_network": decoding(ClassNetworkRequest, self._open),
            "class_letters": decoding(ClassLettersRequest, self._letters),
        }
        super().__init__(office, handlers)
        office.labs.shared_kind = SharedLab
        office.classrooms.on_return(self._back)

    def _back(self, classroom: Classroom) -> None:
        """It has the network again that it had."""
        found, classroom.network_kept = classroom.network_kept, None
        if found is None:
            return
        visitors = {member.id: member.visitor for member in classroom}
        with suppress(Refusal):
            network = ClassNetwork.brought_back(self.office.labs, found, visitors)
            network.shared.holding.told = partial(self.office.letter_waits, classroom)
            classroom.open_network(network)

    def _open(self, request: ClassNetworkRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        network = None
        if request.teams:
            network = self._made(classroom, request, str(caller.visitor))
        classroom.open_network(network)
        return self.office.done(classroom)

    def _letters(self, request: ClassLettersRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        if classroom.network is None:
            raise Refusal("class.no_network")
        shared = classroom.network.shared
        moderate(shared.holding, shared.release, request)
        self.office.keep_lab(shared)
        classroom.letters_changed()
        return self.office.done(classroom)

    def _made(
        self, classroom: Classroom, request: ClassNetworkRequest, teacher: str
    ) -> ClassNetwork:
        office, texts = self.office, self.office.content.texts
        if request.lang not in texts:
            raise Refusal("error.language")
        words = texts[request.lang]
        names = words["class.teams"].split(", ")[: request.teams]
        teams = teams_of(
            [member.name for member in classroom],
            {name: _label(office.content, name) for name in names},
            texts.words("class.spare_computer"),
            request.lang,
            office.classrooms.letters,
        )
        title = texts.words("class.network")
        shared = office.labs.own(
            teacher,
            world_of_teams(NAME, title, teams, texts),
            purpose=Purpose(shared=classroom.code),
            kind=SharedLab,
        )
        assert isinstance(shared, SharedLab)
        shared.actors |= classroom.teachers
        shared.outlives = True
        with shared.turn():
            shared.awake(shared.tree.get(None))
        office.labs.keep(shared)
        shared.holding.told = partial(self.office.letter_waits, classroom)
        members = [member.id for member in classroom]
        return ClassNetwork(office.labs, shared, teams, members)


def _label(content: Content, team: str) -> Words:
    """What the server of a team is called, in every language."""
    return {
        lang: content.words(lang, "class.team_server", {"team": team})
        for lang in content.texts
    }
