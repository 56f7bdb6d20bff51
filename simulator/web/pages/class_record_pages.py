"""What is known of a class, for its teacher: to be kept as a file, and to be erased.

To erase is asked twice and cannot be taken back: the class, its students, and what they
did in labs, unless they are in another class here, too.
"""

from flask import Blueprint, Response, request

from simulator.classroom import Classroom, Office
from simulator.classroom.erasing import erase
from simulator.classroom.record import class_record
from simulator.hosting.refusals import Refusal
from simulator.web.pages.renderer import PageRenderer
from simulator.web.visitors import Visitors


def class_record_pages(
    office: Office, visitors: Visitors, renderer: PageRenderer
) -> Blueprint:
    """Their routes."""
    classrooms, labs = office.classrooms, office.labs
    routes = Blueprint("class_record", __name__)

    def taught(code: str) -> Classroom:
        address, visitor = request.remote_addr or "", visitors.known()
        classroom = classrooms.find(code, address, visitor)
        if visitor not in classroom.teachers:
            raise Refusal("class.not_teaching")
        return classroom

    def file(code: str) -> Response:
        classroom = taught(code)
        response = Response(class_record(classroom, labs), mimetype="application/json")
        name = f"cartero-{classroom.code}.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response

    def asked(code: str) -> Response:
        classroom = taught(code)
        count = sum(1 for _ in classroom)
        return renderer.plain("class_erase.html", classroom=classroom, count=count)

    def erased(code: str) -> Response:
        classroom = taught(code)
        erase(office, classroom)
        return renderer.plain("class_erased.html")

    routes.get("/clase/<code>/copia.json")(file)
    routes.get("/clase/<code>/borrar")(asked)
    routes.post("/clase/<code>/borrar")(erased)
    return routes
