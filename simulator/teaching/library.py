"""The lessons of a folder, in the order of its catalogue, as pages for the browser.

Why it exists: one door between lesson files and the web. It refuses to show a right
answer before it was given: `page` never holds one, `standing` only what was earned.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from simulator.languages import Texts, read
from simulator.projections.shapes.lessons import (
    Citation,
    ComingCard,
    GivenAnswer,
    LessonCard,
    LessonPage,
    LessonStanding,
    LessonStepPage,
    LessonUnit,
    ReviewQuestion,
    Scores,
    StepStanding,
    StepTools,
)
from simulator.projections.shapes.seats import SeatExchange
from simulator.rfc import cite
from simulator.teaching.exercises import help_levels
from simulator.teaching.playing import find_scenario
from simulator.teaching.progress import Answered, Progress, StepState
from simulator.teaching.questions import LessonQuestion
from simulator.teaching.questions.asked import asked_question, labelled
from simulator.teaching.replies import exchange_page, seat_page
from simulator.teaching.replies.hearing import needs_playing, with_replies
from simulator.teaching.schema import (
    CATALOGUE_FILE,
    OWN,
    Catalogue,
    Lesson,
    LessonStep,
    load_lesson,
)
from simulator.teaching.text import (
    BEYOND,
    LessonText,
    StepText,
    load_text,
    to_hint_html,
    to_html,
    to_inline_html,
)
from simulator.teaching.toml_files import LessonError, load_file

LESSON_FILE = "lesson.toml"


class LoadedLesson(msgspec.Struct, frozen=True):
    """A lesson with its words. `next`: slug of the one after it, or None."""

    lesson: Lesson
    texts: dict[str, LessonText]
    next: str | None = None

    def words(self, lang: str) -> LessonText:
        """Its text in `lang`, or in the first language it has."""
        return self.texts.get(lang) or next(iter(self.texts.values()))

    def page(self, lang: str) -> LessonPage:
        """What the browser shows: no right answer is in it."""
        lesson, words = self.lesson, self.words(lang)
        beyond = words.sections.get(BEYOND)
        return LessonPage(
            slug=lesson.slug,
            number=lesson.number,
            unit=lesson.unit,
            title=words.title,
            minutes=lesson.minutes,
            goal=to_inline_html(words.goal),
            rfc=tuple(citation(place) for place in lesson.rfc),
            slides=lesson.slides,
            scenario=lesson.scenario,
            seed=lesson.seed,
            steps=tuple(
                _step(step, words.sections[step.id], alone=not lesson.any_order)
                for step in lesson.steps
            ),
            beyond=to_html(beyond.body) if beyond else "",
            next=self.next,
        )

    def standing(self, progress: Progress, lang: str) -> LessonStanding:
        """How a pupil stands, with the words earned so far."""
        words = self.words(lang)
        open_steps = [state.id for state in progress.steps if not state.solved]
        steps = zip(self.lesson.steps, progress.steps, strict=True)
        return LessonStanding(
            lesson=progress.lesson,
            solved=progress.solved,
            current=open_steps[0] if open_steps else None,
            steps=tuple(
                _standing(step, state, words.sections[step.id]) for step, state in steps
            ),
            scores=Scores(
                task=progress.task, predict=progress.prediction, quiz=progress.quiz
            ),
        )

    def review_questions(self, lang: str) -> Iterator[ReviewQuestion]:
        """Its quizzes, to be asked again on a later day."""
        words = self.words(lang)
        for step in self.lesson.steps:
            if step.kind == "quiz" and step.question:
                section = words.sections[step.id]
                yield ReviewQuestion(
                    lesson=self.lesson.slug,
                    unit=self.lesson.unit,
                    number=self.lesson.number,
                    title=words.title,
                    step=step.id,
                    html=to_html(section.body),
                    question=asked_question(step.question, section),
                )

    def reviewed(
        self, step_id: str, given: Mapping[str, str], lang: str
    ) -> StepStanding:
        """How those answers to its question stand, by part, outside the lesson: a quiz
        is over with them, other steps once all are right. Raises KeyError when there is
        no such question."""
        step = self.lesson.step(step_id)
        if step.question is None:
            raise KeyError(step_id)
        answers = {}
        for part in step.question.parts:
            value = given.get(part, "")
            is_so = step.question.is_right(part, value)
            answers[part] = Answered(value, value, is_so, is_so, tries=1)
        over = step.kind == "quiz" or all(each.right for each in answers.values())
        state = StepState(step_id, 0, solved=over, answers=answers)
        return _standing(step, state, self.words(lang).sections[step_id])


class Library:
    """All lessons of a folder, in the catalogue's order. `missions`: what Escribe
    proposes. `wrong`: why further lessons of a teacher's own are not in it."""

    def __init__(
        self,
        catalogue: Catalogue,
        lessons: dict[str, LoadedLesson],
        missions: LoadedLesson | None,
        texts: Texts,
        wrong: tuple[str, ...] = (),
    ) -> None:
        self.wrong = wrong
        self.catalogue = catalogue
        self.lessons = lessons
        self.missions = missions
        self._texts = texts

    @property
    def every(self) -> dict[str, LoadedLesson]:
        """All that the judge knows, by slug: the lessons and the missions."""
        if self.missions is None:
            return self.lessons
        return {**self.lessons, self.missions.lesson.slug: self.missions}

    @classmethod
    def load(cls, folder: str | Path, texts: Texts | None = None) -> "Library":
        """Read `catalogue.toml` and every lesson it names, for the languages of `texts`
        (without it, Cartero's own). Raises LessonError."""
        folder, texts = Path(folder), texts or read()
        catalogue = load_file(folder / CATALOGUE_FILE, Catalogue)
        for unit in catalogue.units:
            asked = [unit.question] if unit.question else []
            for words in (unit.title, *asked, *(each.title for each in unit.coming)):
                if reason := texts.wrong_in(words):
                    raise LessonError(CATALOGUE_FILE, f"units ({unit.id})", reason)
        slugs = [slug for unit in catalogue.units for slug in unit.lessons]
        units = {slug: unit.id for unit in catalogue.units for slug in unit.lessons}
        lessons = {}
        for slug, following in zip(slugs, [*slugs[1:], None], strict=True):
            loaded = _load_whole(folder / units[slug] / slug, texts)
            lessons[slug] = msgspec.structs.replace(loaded, next=following)
        written = {loaded.lesson.number for loaded in lessons.values()}
        for number in catalogue.coming & written:
            raise LessonError(CATALOGUE_FILE, "coming", f"{number} is there already")
        missions = catalogue.missions and _load_whole(
            folder / catalogue.missions, texts
        )
        return cls(catalogue, lessons, missions or None, texts)

    def get(self, slug: str) -> LoadedLesson | None:
        """The lesson, or the missions, of that slug."""
        return self.every.get(slug)

    def index(self, lang: str) -> tuple[LessonUnit, ...]:
        """Units with their lessons, for the page that lists them."""
        return tuple(
            LessonUnit(
                id=unit.id,
                title=self._texts.pick(unit.title, lang),
                question=self._texts.pick(unit.question, lang) if unit.question else "",
                lessons=tuple(self._card(slug, lang) for slug in unit.lessons),
                coming=tuple(
                    ComingCard(
                        number=each.number, title=self._texts.pick(each.title, lang)
                    )
                    for each in unit.coming
                ),
                wrong=self.wrong if unit.id == OWN else (),
            )
            for unit in self.catalogue.units
        )

    def review_questions(self, lang: str) -> tuple[ReviewQuestion, ...]:
        """Every quiz of the course, in its order."""
        return tuple(
            question
            for lesson in self.lessons.values()
            for question in lesson.review_questions(lang)
        )

    def _card(self, slug: str, lang: str) -> LessonCard:
        loaded = self.lessons[slug]
        words = loaded.words(lang)
        return LessonCard(
            slug=slug,
            number=loaded.lesson.number,
            title=words.title,
            goal=to_inline_html(words.goal),
            minutes=loaded.lesson.minutes,
            steps=len(loaded.lesson.steps),
            tasks=sum(step.examined for step in loaded.lesson.steps),
        )


def load_folder(
    folder: Path, languages: tuple[str, ...], known: Texts | None = None
) -> LoadedLesson:
    """One lesson's folder: `lesson.toml` and a text for each language that is there.

    Raises LessonError, also when a step has no section; ScenarioError where a question
    is played and its scenario cannot be read.
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
    return LoadedLesson(_with_replies(lesson, folder, known), texts)


def _with_replies(lesson: Lesson, folder: Path, known: Texts | None) -> Lesson:
    """With what its servers say, where a question is about that. Raises LessonError,
    ScenarioError."""
    if not needs_playing(lesson):
        return lesson
    try:
        return with_replies(lesson, find_scenario(lesson.scenario, folder, known))
    except ValueError as error:
        raise LessonError(str(folder / LESSON_FILE), "steps", str(error)) from None


def _load_whole(folder: Path, texts: Texts) -> LoadedLesson:
    """One of Cartero's own, with words for every language. Raises LessonError."""
    loaded = load_folder(folder, tuple(texts), texts)
    try:
        words = texts.complete(loaded.texts)
    except LookupError as error:
        raise LessonError(folder.name, "", f"has no text: {error}") from None
    return msgspec.structs.replace(loaded, texts=words)


# --- the parts of a page -------------------------------------------------------------


def citation(place: str) -> Citation:
    """A section as pages show it."""
    found = cite(place)
    section = f" §{found.section}" if found.section else ""
    return Citation(
        place=place,
        label=f"RFC {found.rfc}{section}",
        title=found.section_title or found.title,
        link=found.link,
    )


def item_words(step: LessonStep, section: StepText) -> dict[str, str]:
    """The words of what counts in a step, as Markdown."""
    labels = {**section.items}
    if step.question and step.kind == "do":
        arrows = section.arrows.items()
        labels[step.question.id] = section.prompt
        labels |= {f"{step.question.id}.{arrow}": said for arrow, said in arrows}
        if step.question.kind == "serve":
            parts = enumerate(step.question.parts, 1)
            labels |= {part: f"{section.prompt} ({n})" for n, part in parts}
    return labels


def _step(step: LessonStep, section: StepText, *, alone: bool) -> LessonStepPage:
    """`alone`: one step is done at a time."""
    labels = item_words(step, section)
    tools = step.tools
    return LessonStepPage(
        id=step.id,
        kind=step.kind,
        title=section.title,
        html=to_html(section.body),
        hints=tuple(to_hint_html(hint) for hint in section.hints),
        remarks={n: to_hint_html(said) for n, said in section.remarks.items()},
        goals=tuple(labelled(item, labels.get(item, item)) for item in step.items),
        tools=StepTools(
            chips=tools.chips,
            view=tools.view,
            skip=step.skips,
            flight=step.meddles,
            ask=tools.ask,
        ),
        run=bool(step.script),
        help=help_levels(step) if alone else (),
        question=asked_question(step.question, section) if step.question else None,
    )


def _standing(step: LessonStep, state: StepState, section: StepText) -> StepStanding:
    question = step.question
    parts = question.parts if question and state.solved else {}
    return StepStanding(
        id=state.id,
        begun=state.from_seq is not None,
        solved=state.solved,
        earlier=state.earlier,
        goals=state.items,
        answers={
            part: GivenAnswer(
                value=answered.last,
                right=answered.right,
                tries=answered.tries,
                held=question.held(part, answered.last) if question else (),
                made=question.made(answered.last) if question else None,
                feedback=_feedback(section, answered, whole=not _in_parts(question)),
            )
            for part, answered in state.answers.items()
            if answered.tries
        },
        right={part: right[0] for part, right in parts.items()},
        years=question.years if question and state.solved else {},
        families=question.families if question and state.solved else (),
        after=to_html(section.after) if state.solved else "",
        hint=state.hint,
        seat=seat_page(state.seat) if state.seat else None,
        heard=_heard(step.question) if step.question and state.solved else None,
    )


def _in_parts(question: LessonQuestion | None) -> bool:
    """It has answers of its own for several things."""
    return bool(question and question.arrows)


def _feedback(section: StepText, answered: Answered, *, whole: bool) -> str:
    """What is said of the answer. Of one of several it is a hint: about a wrong one."""
    said = whole or not answered.right
    return to_inline_html(section.feedback.get(answered.last, "")) if said else ""


def _heard(question: LessonQuestion) -> SeatExchange | None:
    predicted = question.kind == "reply" and question.heard
    return exchange_page(predicted.protocol, predicted.turns[0]) if predicted else None
