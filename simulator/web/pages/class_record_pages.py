"""What is known of a class, for its teacher: results, a file of it, and erasing it.

Scores are made when somebody asks, by playing everything again. To erase
is asked twice and cannot be taken back: the class, its students, and what they did in
labs, unless they are in another class here, too.
"""

from collections.abc import Iterable
from functools import partial

from flask import Blueprint, Response, request

from simulator.classroom import Classroom, Office
from simulator.classroom.erasing import erase
from simulator.classroom.results import (
    Marking,
    Seal,
    asked_rows,
    lessons_of,
    read_class_record,
    score_rows,
    strange_of,
    to_file,
    vote_rows,
)
from simulator.export import BOM, csv_table
from simulator.hosting.rates import Rate, network_of
from simulator.hosting.refusals import Refusal
from simulator.web.language import language
from simulator.web.pages.renderer import PageRenderer
from simulator.web.visitors import Visitors

NAMES = "names"
"""In the query: whether they are shown, `1` or `0`; without it, as in the class."""


CHECKED_OCTETS_MAX = 8_000_000
"""Of a file that is looked at here; `flask grades class` reads larger ones, and plays
them."""
CHECKS_PER_MINUTE = 12
"""From one network address. The largest file holds up everybody for 0.3 s: no thread
lets go within a regular expression or a decoder."""


class ClassRecordPages:
    """What each address answers."""

    def __init__(
        self, office: Office, visitors: Visitors, renderer: PageRenderer
    ) -> None:
        self._office = office
        self._visitors = visitors
        self._renderer = renderer
        self._marking = Marking(office)
        self._checks = Rate(CHECKS_PER_MINUTE, office.scheduler.now)

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("class_record", __name__)
        routes.get("/clase/<code>/copia.json")(self.file)
        routes.get("/clase/<code>/resultados")(self.results)
        routes.post("/clase/<code>/resultados")(self.check)
        routes.get("/clase/<code>/resultados.csv")(self.scores)
        routes.get("/clase/<code>/votaciones.csv")(self.votes)
        routes.get("/clase/<code>/borrar")(self.erase_page)
        routes.post("/clase/<code>/borrar")(self.erased)
        return routes

    # --- results ----------------------------------------------------------------------

    def results(self, code: str) -> Response:
        """Everybody's scores, and what was voted, to be read, projected and printed."""
        classroom = self._taught(code)
        shown = _names_shown(classroom)
        record, students = self._marking.results(classroom)
        lang, says = language(), self._says()
        if not shown:
            students = [
                each._replace(name=says("results.student_n", n=number))
                for number, each in enumerate(students, 1)
            ]
        lessons = lessons_of(students, self._office.content, lang)
        return self._renderer.plain(
            "class_results.html",
            classroom=classroom,
            names_shown=shown,
            query=f"&{NAMES}={int(shown)}",
            students=students,
            lessons=lessons,
            idle=[each.name for each in students if each.idle],
            strange=list(strange_of(students, lessons, says)),
            asked=asked_rows(record.asked, lang, says),
            digest=record.digest,
        )

    def check(self, code: str) -> Response:
        """Whether a file that was saved of a class is still as it was."""
        request.max_content_length = CHECKED_OCTETS_MAX
        classroom = self._taught(code)
        address = request.remote_addr
        if not self._checks.take(network_of(address) if address else ""):
            raise Refusal("results.too_many_checks")
        sent = request.files.get("file")
        octets = sent.read() if sent else b""
        seal = self._office.scheduler.run_heavy(len(octets), _seal_of, octets)
        return self._renderer.plain("class_file.html", classroom=classroom, seal=seal)

    def scores(self, code: str) -> Response:
        """The same as CSV."""
        classroom = self._taught(code)
        students = self._marking.results(classroom).students
        lessons = lessons_of(students, self._office.content, language())
        rows = score_rows(students, lessons, self._says())
        return _csv(f"cartero-{classroom.code}.csv", rows)

    def votes(self, code: str) -> Response:
        """What was voted, as CSV."""
        classroom = self._taught(code)
        says = self._says()
        rows = vote_rows(asked_rows(classroom.asked, language(), says), says)
        return _csv(f"cartero-{classroom.code}-{says('results.votes_file')}.csv", rows)

    def _says(self) -> partial[str]:
        return partial(_said, self._office, language())

    # --- a file, and nothing ----------------------------------------------------------

    def file(self, code: str) -> Response:
        """All of it, to be kept."""
        classroom = self._taught(code)
        record = self._marking.results(classroom).record
        name = f"cartero-{classroom.code}.json"
        return _download(name, to_file(record), "application/json")

    def erase_page(self, code: str) -> Response:
        """Asks again."""
        classroom = self._taught(code)
        count = sum(1 for _ in classroom)
        return self._renderer.plain(
            "class_erase.html", classroom=classroom, count=count
        )

    def erased(self, code: str) -> Response:
        """Nothing is left of it."""
        erase(self._office, self._taught(code))
        return self._renderer.plain("class_erased.html")

    def _taught(self, code: str) -> Classroom:
        """The class, for a teacher of it. Raises Refusal."""
        address, visitor = request.remote_addr or "", self._visitors.known()
        classroom = self._office.classrooms.find(code, address, visitor)
        if visitor not in classroom.teachers:
            raise Refusal("class.not_teaching")
        return classroom


def class_record_pages(
    office: Office, visitors: Visitors, renderer: PageRenderer
) -> Blueprint:
    """Their routes."""
    return ClassRecordPages(office, visitors, renderer).blueprint()


def _names_shown(classroom: Classroom) -> bool:
    return request.args.get(NAMES, str(int(not classroom.names_hidden))) == "1"


def _seal_of(octets: bytes) -> Seal:
    return read_class_record(octets).seal()


def _said(office: Office, lang: str, key: str, **params: str | int) -> str:
    return office.content.words(lang, key, params)


def _csv(name: str, rows: Iterable[list[str | int]]) -> Response:
    return _download(name, (BOM + csv_table(rows)).encode(), "text/csv; charset=utf-8")


def _download(name: str, body: bytes, kind: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
