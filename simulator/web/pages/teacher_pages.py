"""«Para el docente»: plans, notes on each lesson, worksheets and their keys.

Plain pages: they are read, projected and printed, and need no lab. Answers stand in
them, so a lesson does not lead here.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.content import Content
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler
from simulator.languages import Words
from simulator.teaching import Exercise, Lesson
from simulator.teaching.guide import (
    Sheet,
    lesson_notes,
    lesson_sheet,
    ordered_task,
)
from simulator.web.language import language
from simulator.web.pages.renderer import PageRenderer

TASK_SIZE = 6_000
"""How much work a dialogue in disorder is, in events."""

Task = tuple[str, Exercise] | None


class TeacherPages:
    """What each address answers."""

    def __init__(
        self, content: Content, renderer: PageRenderer, scheduler: Scheduler
    ) -> None:
        self._content = content
        self._renderer = renderer
        self._scheduler = scheduler
        self._tasks: dict[str, tuple[Lesson, Task]] = {}

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("teacher", __name__)
        for path, handler in (
            ("/docente", self.index),
            ("/docente/plan/<name>", self.plan),
            ("/docente/leccion/<slug>", self.notes),
            ("/docente/leccion/<slug>/hoja", self.sheet),
            ("/docente/leccion/<slug>/respuestas", self.key),
            ("/docente/hojas", self.all_sheets),
            ("/docente/respuestas", self.all_keys),
            ("/teacher", _alias),
        ):
            routes.add_url_rule(path, handler.__name__, handler)
        return routes

    def index(self) -> Response:
        """Plans, and every lesson with its papers."""
        self._content.refresh()
        return self._renderer.plain(
            "teacher_index.html",
            plans=self._content.plans,
            units=self._content.library.index(language()),
            pick=self._pick,
        )

    def plan(self, name: str) -> Response:
        """A plan over several lessons."""
        for plan in self._content.plans:
            if plan.id == name:
                return self._renderer.plain(
                    "teacher_plan.html",
                    plan=plan,
                    lessons=self._content.library.lessons,
                    experiments=self._content.experiments,
                    pick=self._pick,
                )
        raise Refusal("error.page")

    def notes(self, slug: str) -> Response:
        """A teacher's notes for one lesson."""
        self._content.refresh()
        loaded, lang = self._content.lesson(slug), language()
        notes = lesson_notes(loaded, self._content.course, lang)
        return self._renderer.plain("teacher_notes.html", notes=notes)

    def sheet(self, slug: str) -> Response:
        """A worksheet."""
        self._content.refresh()
        return self._papers([self._sheet(slug)], key=False)

    def key(self, slug: str) -> Response:
        """The answers to a worksheet."""
        self._content.refresh()
        return self._papers([self._sheet(slug)], key=True)

    def all_sheets(self) -> Response:
        """The worksheets of the course."""
        return self._papers(list(self._sheets()), key=False)

    def all_keys(self) -> Response:
        """The answers to all of them."""
        return self._papers(list(self._sheets()), key=True)

    def _papers(self, sheets: list[Sheet], *, key: bool) -> Response:
        return self._renderer.plain("teacher_sheets.html", sheets=sheets, key=key)

    def _sheets(self) -> Iterator[Sheet]:
        self._content.refresh()
        yield from map(self._sheet, self._content.library.lessons)

    def _sheet(self, slug: str) -> Sheet:
        """The dialogue of a lesson is the same for everybody, and made once, until its
        author changes the lesson."""
        loaded = self._content.lesson(slug)
        lesson, task = self._tasks.get(slug, (None, None))
        if lesson is not loaded.lesson:
            lesson, scenario = loaded.lesson, self._content.scenario
            task = self._scheduler.run_heavy(
                TASK_SIZE, ordered_task, lesson, scenario(lesson.scenario)
            )
            self._tasks[slug] = (lesson, task)
        return lesson_sheet(loaded, self._content.course, task, language())

    def _pick(self, words: Words) -> str:
        return self._content.texts.pick(words, language())


def _alias() -> AnyResponse:
    return redirect("/docente")
