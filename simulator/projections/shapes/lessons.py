"""Lessons, how a pupil stands in one, experiments, and claims of the slides."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.letters import BrokenRule
from simulator.projections.shapes.seats import SeatExchange, SeatStanding

QuestionKind = Literal[
    "choice", "label", "text", "order", "sort", "fix", "reply", "serve"
]
"""One option, one for each arrow, words, options in their order, bins for things,
sentences whose wrong words are marked and corrected, the code of a reply, replies in a
server's place."""
HelpLevel = Literal["watch", "order", "fill", "type"]
"""How a typed task is done, most help first: its solution is watched, its lines are put
in order, its gaps are filled, or it is typed freely."""


class Labelled(Shape):
    """Something with a name to be read."""

    id: str
    label: str
    """Safe HTML."""


class AnswerOption(Shape):
    """One of the answers to choose from."""

    value: str
    label: str
    """Safe HTML."""


class AskedQuestion(Shape):
    """A question of a step, without its answer."""

    id: str
    kind: QuestionKind
    prompt: str
    """Safe HTML."""
    options: tuple[AnswerOption, ...]
    arrows: tuple[Labelled, ...] | None = None
    """What is labelled: each is answered as a question of its own."""
    lines: dict[str, str] = {}
    """Octets of an option, as text, where options are lines of a message."""
    among: dict[str, str] = {}
    """Of a conversation: the `Message-ID` of each message that is there."""
    claims: dict[str, str] = {}
    """Of a `fix`: the claim of the slides that a sentence is, by the id answered."""
    said: str | None = None
    """What the reply to be predicted answers."""
    pop3: bool | None = None
    """That reply is a status of POP3, else a code of SMTP."""


class StepTools(Shape):
    """What the page offers in a step."""

    chips: bool
    view: Literal["watch", "type", "boxes", "serve"]
    skip: bool
    """A wait may be skipped."""
    flight: bool
    """What flies may be lost or changed."""
    ask: bool
    """Each reply is covered until the learner says how it begins."""


class LessonStepPage(Shape):
    """One screen of a lesson."""

    id: str
    kind: Literal["watch", "predict", "do", "quiz", "read"]
    title: str
    html: str
    """Safe HTML, as `hints`, `remarks` and labels."""
    hints: tuple[str, ...]
    remarks: dict[str, str]
    """Hints that answer one mistake, by name."""
    goals: tuple[Labelled, ...]
    tools: StepTools
    run: bool
    """It has a script to be played: after the answer, when there is a question."""
    question: AskedQuestion | None = None
    help: tuple[HelpLevel, ...] = ()
    """Ways to do a typed task; empty where there is one only."""


class ExerciseLine(Shape):
    """A line of a dialogue; with a gap, what stands before and after it."""

    before: str
    after: str = ""
    gap: bool = False
    part: int = 0
    """Of a long dialogue, from 0: lines of a part stand together."""


class ExercisePage(Shape):
    """Lines of a step's solution, to put in order or to complete."""

    level: Literal["order", "fill"]
    lines: tuple[ExerciseLine, ...]
    """To put in order, they are shuffled."""
    extra: int
    """How many of them the dialogue can do without."""
    parts: int
    """How many parts the dialogue has."""


class TriedReply(Shape):
    """What a server said to a line."""

    mark: str
    """How it ends: "2" to "5", "+", "-", or ""."""
    lines: tuple[str, ...]
    why: Text | None
    """Of a refusal: what it means."""


class TriedLine(Shape):
    """What came of one line of a dialogue that somebody made."""

    replies: tuple[TriedReply, ...]
    problem: Text | None
    """Why it could not even be typed."""


class Citation(Shape):
    """A section of an RFC."""

    place: str
    """Such as `5321#4.1.4`."""
    label: str
    title: str
    link: str


class LessonPage(Shape):
    """A lesson in one language: `/lessons/SLUG.json`."""

    slug: str
    number: str
    unit: str
    title: str
    minutes: int
    goal: str
    """Safe HTML."""
    rfc: tuple[Citation, ...]
    slides: tuple[str, ...]
    scenario: str
    seed: int
    steps: tuple[LessonStepPage, ...]
    beyond: str
    """Where to go from here: safe HTML, or ""."""
    next: str | None
    """Slug of the lesson after it."""


class LessonCard(Shape):
    """A lesson in the list."""

    slug: str
    number: str
    title: str
    goal: str
    """Safe HTML."""
    minutes: int
    steps: int
    tasks: int
    """Steps that an exam asks."""


class ComingCard(Shape):
    """A lesson that is announced in the list and not there yet."""

    number: str
    title: str


class LessonUnit(Shape):
    """Lessons that belong together, in their order: `/lessons.json`."""

    id: str
    title: str
    question: str
    """Worth answering: what its lessons answer; "" when it is not Cartero's own."""
    lessons: tuple[LessonCard, ...]
    coming: tuple[ComingCard, ...]
    wrong: tuple[str, ...] = ()
    """Of a teacher's own: file, place and reason of what keeps others from being
    shown."""


class Criterion(Shape, kw_only=False):
    """A goal, or a part of one that shows by itself, and whether it holds."""

    id: str
    held: bool


class DialogueTrial(Shape):
    """A dialogue that somebody made, tried in a world of its own."""

    solved: bool
    goals: tuple[Criterion, ...]
    lines: tuple[TriedLine, ...]
    """By place in the dialogue."""


class Score(Shape):
    """`got` of `of`."""

    got: int
    of: int


class Scores(Shape):
    """Three numbers that are never added."""

    task: Score
    predict: Score
    quiz: Score


class MadeMessage(Shape):
    """A message put together line by line, as a mail client reads it."""

    fields: tuple[str, ...]
    """Names, in their order."""
    blank_line: bool
    body: str
    broken: tuple[BrokenRule, ...]


class GivenAnswer(Shape):
    """The newest answer; of a task, since the step began."""

    value: str
    right: bool
    tries: int
    held: tuple[str, ...]
    """What of it is right: things in order, or the word marked; of a message in a
    conversation, what it answers."""
    made: MadeMessage | None
    """Of lines put together: what they are read as."""
    feedback: str
    """Speaks of this answer: safe HTML, or ""."""


class StepStanding(Shape):
    """How a pupil stands in one step."""

    id: str
    begun: bool
    solved: bool
    earlier: bool
    """Solved in an earlier try, though not all goals hold in this one."""
    goals: tuple[Criterion, ...]
    answers: dict[str, GivenAnswer]
    right: dict[str, str]
    """Right answers, only when the step is over."""
    years: dict[str, int]
    """Of things to put in order in time, only when the step is over."""
    families: tuple[str, ...]
    """Of RFCs, to be drawn, only when the step is over."""
    after: str
    """Said once the step is over: safe HTML, or ""."""
    hint: str
    """What answers the mistake that shows: the number of a hint, from 1, or the name of
    a remark; or ""."""
    seat: SeatStanding | None = None
    """Of a step in which one answers in a server's place."""
    heard: SeatExchange | None = None
    """What was replied, once it was predicted."""


class LessonStanding(Shape):
    """How a pupil stands in a lesson."""

    lesson: str
    solved: bool
    current: str | None
    """The first step that is not over."""
    steps: tuple[StepStanding, ...]
    scores: Scores


class PredictionOption(Shape):
    """One prediction; exactly one of an experiment is right."""

    says: dict[str, str]
    """By language."""
    right: bool


class ReviewQuestion(Shape):
    """A quiz of a lesson, asked again on a later day: `/review.json` lists them."""

    lesson: str
    """Slug."""
    unit: str
    number: str
    title: str
    """Of the lesson."""
    step: str
    html: str
    """What the question speaks of: safe HTML, or ""."""
    question: AskedQuestion


class ExperimentPage(Shape):
    """A ready experiment, words by language: `/experiments.json` lists them."""

    slug: str
    title: dict[str, str]
    question: dict[str, str]
    options: tuple[PredictionOption, ...]
    look: dict[str, str]
    """What to watch while it happens."""
    told: dict[str, str]
    """What happened, and why."""
    cites: tuple[str, ...]


class ClaimedLesson(Shape):
    """A lesson that treats a claim."""

    number: str
    """Such as `L09`."""
    slug: str
    """"" while it is announced only."""


class ClaimPage(Shape):
    """Something a slide, or many people, say; words by language."""

    id: str
    """Such as `S21.8`."""
    scene: str
    """The name of its scene: `s21-8`."""
    verdict: Literal["ok", "partly", "wrong", "outdated", "typo", "context"]
    says: dict[str, str]
    truth: dict[str, str]
    """What is right, or what it lacks; empty when there is nothing to add."""
    cites: tuple[str, ...]
    lessons: tuple[ClaimedLesson, ...]
    address: str
    """Of the page that shows it, "" where nothing does."""


class PracticePage(Shape):
    """A question of a lesson that a slide asks, too: `/review/LESSON/STEP.json` says
    how answers stand."""

    lesson: str
    """Slug."""
    step: str
    title: dict[str, str]


class SlidePage(Shape):
    """A slide of the course, words by language: `/slides.json` lists them;
    `/misconceptions.json` lists `ClaimPage`s."""

    id: str
    title: dict[str, str]
    lead: dict[str, str]
    """What it is about, for the class."""
    ask: dict[str, str]
    answer: dict[str, str]
    claims: tuple[ClaimPage, ...]
    practice: tuple[PracticePage, ...]
