"""The lessons of a folder, in the order of its catalogue, as pages for the browser.

Why it exists: one door between lesson files and the web. It refuses to show a right
answer before it was given: `page` never holds one, `standing` only what was earned.
"""

from pathlib import Path
from typing import Any

import msgspec

from simulator.rfc import cite
from simulator.teaching.progress import Answered, Progress, StepState
from simulator.teaching.schema import (
    Catalogue,
    Lesson,
    LessonQuestion,
    Step,
    load_lesson,
)
from simulator.teaching.text import (
    BEYOND,
    LessonText,
    StepText,
    load_text,
    to_html,
    to_inline_html,
)
from simulator.teaching.toml_files import LessonError, load

LANGUAGES: tuple[str, ...] = ("es", "en")
LESSON_FILE = "lesson.toml"
CATALOGUE_FILE = "catalogue.toml"


class LoadedLesson(msgspec.Struct, frozen=True):
    """A lesson with its words. `next`: slug of the one after it, or None."""

    lesson: Lesson
    texts: dict[str, LessonText]
    next: str | None = None

    def words(self, lang: str) -> LessonText:
        """Its text in `lang`, or in the first language it has."""
        return self.texts.get(lang) or next(iter(self.texts.values()))

    def page(self, lang: str) -> dict[str, Any]:
        """What the browser shows. `title` is plain text; `goal`, `html`, `hints`,
        `prompt` and labels are safe HTML. `run`: the step has a script to be played
        (after the answer, when there is a question). `beyond`: where to go from here.
        """
        lesson, words = self.lesson, self.words(lang)
        beyond = words.sections.get(BEYOND)
        return {
            "slug": lesson.slug,
            "number": lesson.number,
            "unit": lesson.unit,
            "title": words.title,
            "minutes": lesson.minutes,
            "goal": to_inline_html(words.goal),
            "rfc": [_citation(place) for place in lesson.rfc],
            "slides": list(lesson.slides),
            "scenario": lesson.scenario,
            "seed": lesson.seed,
            "steps": [_step(step, words.sections[step.id]) for step in lesson.steps],
            "beyond": to_html(beyond.body) if beyond else "",
            "next": self.next,
        }

    def standing(self, attempt: Progress, lang: str) -> dict[str, Any]:
        """How an attempt stands, with the words earned so far.

        `after` is what is said once a step is over; `right` holds right answers only
        when the question is over; `feedback` speaks of the answer given.
        """
        words = self.words(lang)
        open_steps = [state.id for state in attempt.steps if not state.solved]
        return {
            "lesson": attempt.lesson,
            "solved": attempt.solved,
            "current": open_steps[0] if open_steps else None,
            "steps": [
                _standing(step, state, words.sections[step.id])
                for step, state in zip(self.lesson.steps, attempt.steps, strict=True)
            ],
            "scores": {
                "task": msgspec.to_builtins(attempt.task),
                "predict": msgspec.to_builtins(attempt.prediction),
                "quiz": msgspec.to_builtins(attempt.quiz),
            },
        }


class Library:
    """All lessons of a folder. `lessons` keeps the order of the catalogue."""

    def __init__(self, catalogue: Catalogue, lessons: dict[str, LoadedLesson]) -> None:
        self.catalogue = catalogue
        self.lessons = lessons

    @classmethod
    def load(cls, folder: str | Path) -> "Library":
        """Read `catalogue.toml` and every lesson it names. Raises LessonError."""
        folder = Path(folder)
        catalogue = load(folder / CATALOGUE_FILE, Catalogue)
        slugs = [slug for unit in catalogue.units for slug in unit.lessons]
        units = {slug: unit.id for unit in catalogue.units for slug in unit.lessons}
        lessons = {}
        for slug, following in zip(slugs, [*slugs[1:], None], strict=True):
            loaded = load_folder(folder / units[slug] / slug, catalogue.languages)
            lessons[slug] = msgspec.structs.replace(loaded, next=following)
        return cls(catalogue, lessons)

    def get(self, slug: str) -> LoadedLesson | None:
        """The lesson of that slug."""
        return self.lessons.get(slug)

    def index(self, lang: str) -> list[dict[str, Any]]:
        """Units with their lessons, for the page that lists them."""
        return [
            {
                "id": unit.id,
                "title": unit.title.get(lang) or next(iter(unit.title.values())),
                "lessons": [self._card(slug, lang) for slug in unit.lessons],
            }
            for unit in self.catalogue.units
        ]

    def _card(self, slug: str, lang: str) -> dict[str, Any]:
        loaded = self.lessons[slug]
        words = loaded.words(lang)
        return {
            "slug": slug,
            "number": loaded.lesson.number,
            "title": words.title,
            "goal": to_inline_html(words.goal),
            "minutes": loaded.lesson.minutes,
            "steps": len(loaded.lesson.steps),
        }


def load_folder(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> LoadedLesson:
    """One lesson's folder: `lesson.toml` and a text for each language that is there.

    Raises LessonError, also when a step has no section.
    """
    lesson = load_lesson(folder / LESSON_FILE)
    files = {lang: folder / f"{lang}.md" for lang in languages}
    texts = {lang: load_text(file) for lang, file in files.items() if file.exists()}
    if not texts:
        raise LessonError(str(folder), "", f"has no {' or '.join(files)} text")
    for words in texts.values():
        for step in lesson.steps:
            if step.id not in words.sections:
                raise LessonError(words.file, "", f"no section for step {step.id!r}")
    return LoadedLesson(lesson, texts)


# --- the parts of a page -------------------------------------------------------------


def _citation(place: str) -> dict[str, str]:
    found = cite(place)
    section = f" §{found.section}" if found.section else ""
    return {
        "place": place,
        "label": f"RFC {found.rfc}{section}",
        "title": found.section_title or found.title,
        "link": found.link,
    }


def _step(step: Step, section: StepText) -> dict[str, Any]:
    labels = {**section.items}
    if step.question and step.kind == "do":
        arrows = section.arrows.items()
        labels |= {f"{step.question.id}.{arrow}": said for arrow, said in arrows}
    page: dict[str, Any] = {
        "id": step.id,
        "kind": step.kind,
        "title": section.title,
        "html": to_html(section.body),
        "hints": [to_inline_html(hint) for hint in section.hints],
        "goals": [
            {"id": item, "label": to_inline_html(labels.get(item, item))}
            for item in step.items
        ],
        "tools": {**msgspec.to_builtins(step.tools), "skip": step.skips},
        "run": bool(step.script),
    }
    if step.question:
        page["question"] = _question(step.question, section)
    return page


def _question(question: LessonQuestion, section: StepText) -> dict[str, Any]:
    page: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "prompt": to_inline_html(section.prompt),
        "options": [
            {"value": value, "label": to_inline_html(section.options.get(value, value))}
            for value in question.options
        ],
    }
    if question.arrows:
        page["arrows"] = [
            {
                "id": f"{question.id}.{arrow}",
                "label": to_inline_html(section.arrows.get(arrow, arrow)),
            }
            for arrow in question.arrows
        ]
    return page


def _standing(step: Step, state: StepState, section: StepText) -> dict[str, Any]:
    parts = step.question.parts if step.question else {}
    return {
        "id": state.id,
        "begun": state.from_seq is not None,
        "solved": state.solved,
        "goals": msgspec.to_builtins(state.items),
        "answers": {
            part: {
                "value": answered.last,
                "right": answered.right,
                "tries": answered.tries,
                "feedback": _feedback(answered, section),
            }
            for part, answered in state.answers.items()
            if answered.tries
        },
        "right": {part: right[0] for part, right in parts.items()}
        if state.solved
        else {},
        "after": to_html(section.after) if state.solved else "",
    }


def _feedback(answered: Answered, section: StepText) -> str:
    return to_inline_html(section.feedback.get(answered.last, ""))
