"""A class: where it is opened, joined, taught and followed.

Plain pages lead in; inside, the class's address is the application itself, on what the
presenter shows. The teacher's link is shown once and gives its visitor the right by
their cookie; no page of a student holds it.
"""

import hashlib
from collections.abc import Iterator

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.classroom import Classroom, Office
from simulator.hosting.addresses import Doors
from simulator.hosting.addresses.doors import TYPE
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading.qr_code import qr_svg
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.classroom import ClassAddress
from simulator.web.config import Config
from simulator.web.json_answer import json_answer
from simulator.web.lan import only_here
from simulator.web.language import language
from simulator.web.pages.renderer import PageRenderer
from simulator.web.pages.site import site
from simulator.web.visitors import Visitors

CLASSROOM = "classroom"
"""The teacher's view."""

NETWORK = "network"
"""Of all computers of the class; a student has one's own."""

INTERNET = "internet"
"""All of the internet that the class plays; a student has one's own machine."""

FORM_OCTETS_MAX = 1_024


class ClassPages:
    """What each address answers."""

    def __init__(
        self,
        config: Config,
        office: Office,
        visitors: Visitors,
        renderer: PageRenderer,
    ) -> None:
        self._config = config
        self._office = office
        self._content = office.content
        self._doors = Doors(office.content, office.labs)
        self._classrooms = office.classrooms
        self._visitors = visitors
        self._renderer = renderer

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("class", __name__)
        for method, path, handler in (
            ("GET", "/clase", self.door),
            ("GET", "/class", _alias),
            ("POST", "/clase", self.open),
            ("GET", "/clase/<code>", self.inside),
            ("GET", "/class/<code>", _alias),
            ("POST", "/clase/<code>", self.join),
            ("GET", "/clase/<code>/docente/<secret>", self.teach),
            ("GET", "/clase/<code>/direccion.json", self.address),
            ("GET", "/clase/<code>/mirar/<member>", self.peek),
            ("GET", "/clase/<code>/red", self.network),
            ("GET", "/clase/<code>/internet", self.internet),
        ):
            name = f"{method} {path}".replace(".", " ")
            routes.add_url_rule(path, name, handler, methods=[method])
        return routes

    # --- the way in -------------------------------------------------------------------

    def door(self) -> AnyResponse:
        """Where a class finds this server, and the way to a class by its code."""
        code = request.args.get("code", "")
        if code:
            found = self._find(code)
            return redirect(f"/clase/{found.code}")
        address = site(self._config) if self._config.lan_address else ""
        qr = qr_svg(address) if address else ""
        return self._renderer.plain("class.html", address=address, qr=qr)

    def open(self) -> Response:
        """A new class, and its teacher's link, this once."""
        visitor = self._visitors.current()
        classroom = self._classrooms.open(request.remote_addr or "")
        self._classrooms.teach(classroom, visitor, classroom.secret)
        base = site(self._config)
        response = self._renderer.plain(
            "class_opened.html",
            classroom=classroom,
            teach=f"{base}{teacher_path(classroom)}",
        )
        self._visitors.remember(response, visitor)
        return response

    def teach(self, code: str, secret: str) -> AnyResponse:
        """Give this visitor the right to teach, and lead on to the class."""
        classroom = self._find(code)
        visitor = self._visitors.current()
        self._classrooms.teach(classroom, visitor, secret)
        response = redirect(f"/clase/{classroom.code}", code=303)
        self._visitors.remember(response, visitor)
        return response

    def join(self, code: str) -> AnyResponse:
        """Come in under a nickname."""
        request.max_content_length = FORM_OCTETS_MAX
        classroom = self._find(code)
        visitor, name = self._visitors.current(), request.form.get("name", "")
        try:
            address = request.remote_addr or ""
            self._classrooms.join(classroom, visitor, name, address)
        except Refusal as refusal:
            return self._join_page(classroom, name, refusal)
        response = redirect(f"/clase/{classroom.code}", code=303)
        self._visitors.remember(response, visitor)
        return response

    def address(self, code: str) -> Response:
        """Where students come in, for a teacher's page."""
        classroom = self._taught(code)
        base = site(self._config)
        address, here_only = f"{base}clase/{classroom.code}", only_here(base)
        qr = "" if here_only else qr_svg(address)
        return json_answer(ClassAddress(address=address, here_only=here_only, qr=qr))

    def _join_page(
        self, classroom: Classroom, name: str = "", refusal: Refusal | None = None
    ) -> Response:
        taken = refusal is not None and refusal.key == "class.name_taken"
        visitor = self._visitors.current()
        free = next(self._free_animals(classroom, visitor), "")
        response = self._renderer.plain(
            "class_join.html",
            200 if refusal is None else 422,
            classroom=classroom,
            name=free if taken or not name else name,
            error=refusal.text if refusal else None,
        )
        self._visitors.remember(response, visitor)
        return response

    def _free_animals(self, classroom: Classroom, visitor: str) -> Iterator[str]:
        """Names nobody has, for each visitor from another place: thirty phones ask
        before the first has joined."""
        taken = {member.name for member in classroom}
        said = self._content.words(language(), "class.animals", {}).split(", ")
        start = hashlib.sha256(f"{classroom.code}{visitor}".encode()).digest()[0]
        turned = [said[(start + n) % len(said)] for n in range(len(said))]
        for number in ("", *(f" {n}" for n in range(2, 100))):
            names = (f"{animal}{number}" for animal in turned)
            yield from (name for name in names if name not in taken)

    # --- inside -----------------------------------------------------------------------

    def inside(self, code: str) -> AnyResponse:
        """The class: what is shown, the teacher's page of it, or the way in."""
        classroom = self._find(code)
        if code != classroom.code:
            return redirect(f"/clase/{classroom.code}")
        visitor = self._visitors.known()
        teaches = visitor in classroom.teachers
        if visitor is None or not (teaches or classroom.of(visitor)):
            return self._new_here(classroom, visitor)
        self._classrooms.enter(classroom, visitor)
        hosted = self._office.on_show(classroom)
        if hosted is not None and not (hosted.followed or teaches):
            played = classroom.internet is not None and classroom.internet.shared
            where = INTERNET if hosted is played else "red"
            return redirect(f"/clase/{classroom.code}/{where}")
        if not classroom.presents(visitor):
            if hosted is None:
                return self._renderer.plain("class_waits.html", classroom=classroom)
            opened = self._doors.shared(hosted, visitor)
            opened = opened._replace(may_act=False)
            return self._renderer.app(opened, begins=True, follows=True)
        if hosted is not None and hosted.may_act(visitor):
            opened = self._doors.shared(hosted, visitor)
            nothing_yet = teaches and not (classroom.shown and classroom.shown.view)
            desk = opened._replace(view=CLASSROOM)
            return self._renderer.app(desk if nothing_yet else opened, begins=True)
        own = self._office.labs.own(visitor, self._content.free)
        opened = self._doors.shared(own, visitor)
        desk = opened._replace(view=CLASSROOM)
        return self._renderer.app(desk if teaches else opened)

    def peek(self, code: str, member: str) -> Response:
        """The screen of one of its students, for a teacher."""
        classroom = self._taught(code)
        hosted = self._office.on_screen(classroom, member)
        opened = self._doors.shared(hosted, None)
        return self._renderer.app(opened, peeks=member)

    def _find(self, code: str) -> Classroom:
        """The class of a code that was typed. Raises Refusal."""
        address, visitor = request.remote_addr or "", self._visitors.known()
        return self._classrooms.find(code, address, visitor)

    def _taught(self, code: str) -> Classroom:
        """The class, for a teacher of it. Raises Refusal."""
        classroom = self._find(code)
        if self._visitors.known() not in classroom.teachers:
            raise Refusal("class.not_teaching")
        return classroom

    def network(self, code: str) -> AnyResponse:
        """All of the network of the class, for its teachers; a student's own computer.
        Where there is no network, the class."""
        classroom = self._find(code)
        visitor = self._visitors.known()
        member, network = classroom.of(visitor), classroom.network
        teaches = visitor in classroom.teachers
        if network is None or visitor is None or not (teaches or member):
            return redirect(f"/clase/{classroom.code}")
        self._classrooms.enter(classroom, visitor)
        if teaches:
            opened = self._doors.shared(network.shared, visitor)
            return self._renderer.app(opened._replace(view=NETWORK))
        assert member is not None
        station = network.sit(member.id, visitor)
        self._classrooms.keep(classroom.code)
        opened = self._doors.shared(station, visitor)
        return self._renderer.app(opened._replace(view=TYPE))

    def internet(self, code: str) -> AnyResponse:
        """All of the internet that the class plays, for its teachers; the machine of a
        student. Where none is played, the class."""
        classroom = self._find(code)
        visitor = self._visitors.known()
        played = classroom.internet
        if played is None or not classroom.knows(visitor):
            return redirect(f"/clase/{classroom.code}")
        assert visitor is not None
        self._classrooms.enter(classroom, visitor)
        hosted: HostedLab = played.shared
        if visitor not in classroom.teachers:
            hosted = self._office.labs.own(visitor, self._content.free)
        opened = self._doors.shared(hosted, visitor)
        return self._renderer.app(opened._replace(view=INTERNET))

    def _new_here(self, classroom: Classroom, visitor: str | None) -> Response:
        try:
            classroom.admit(visitor or "")
        except Refusal as refusal:
            return self._renderer.plain(
                "class_shut.html", 403, classroom=classroom, error=refusal.text
            )
        return self._join_page(classroom)


def teacher_path(classroom: Classroom) -> str:
    """The secret address, without the site and its slash."""
    return f"clase/{classroom.code}/docente/{classroom.secret}"


def _alias(code: str = "") -> AnyResponse:
    """In English."""
    query = request.query_string.decode("latin-1")
    to = f"/clase/{code}".rstrip("/")
    return redirect(f"{to}?{query}" if query else to)
