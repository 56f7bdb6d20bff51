"""The skeleton of a lesson: `flask lessons new`.

Why it exists: nobody begins with an empty file. A skeleton has one task that can be
done in its scenario and a question; what its author has to write stands in it as
`[[...]]`, which `flask lessons check` then asks for, line by line.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.acts import Act, Close, Open, TypeLine
from simulator.lab import Lab, LabError
from simulator.languages import Catalogue, Texts
from simulator.scenario import Scenario
from simulator.teaching.authoring.written import Table, markdown, toml
from simulator.teaching.checks.text import unwritten
from simulator.teaching.library import LESSON_FILE
from simulator.teaching.schema import OWN
from simulator.teaching.scripts import to_table
from simulator.teaching.text import LessonText, StepText
from simulator.teaching.toml_files import LessonError, check_slug

TASK, QUIZ, OPTIONS = "tarea", "comprueba", ("una", "otra")
HELLO, BYE = "saludo", "adios"


class ShortestCall(NamedTuple):
    """The shortest call a server answers: what is typed, and what shows that it was."""

    port: str
    hello: str
    kind: str
    answer: dict[str, object]
    bye: dict[str, object]


SHORTEST_CALLS = (
    ShortestCall(
        "smtp_port", "EHLO {}", "smtp.reply_sent", {"code": 250}, {"code": 221}
    ),
    ShortestCall(
        "pop3_port", "CAPA", "pop3.response_sent", {"status": "+OK"}, {"status": "+OK"}
    ),
)


def begin_lesson(
    folder: Path, title: str | None, scenario: Scenario, lessons: Path, texts: Texts
) -> None:
    """Write the files of a new lesson, called as its folder, which must not be there.
    `lessons`: those of Cartero, whose names are taken. Raises LessonError, and then
    nothing is written."""
    slug = folder.resolve().name
    try:
        check_slug(slug, "the name of the folder")
    except ValueError as error:
        raise LessonError(str(folder), "", str(error)) from None
    if folder.exists():
        raise LessonError(str(folder), "", "is there already: nothing was written")
    if any(lessons.glob(f"**/{slug}/{LESSON_FILE}")):
        reason = f"`{slug}` is a lesson of Cartero: give yours another name"
        raise LessonError(str(folder), "", reason)
    title = " ".join((title or slug.replace("-", " ").capitalize()).split())
    files = skeleton_files(slug, title, scenario, texts)
    try:
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise LessonError(str(folder), "", reason) from None


def skeleton_files(
    slug: str, title: str, scenario: Scenario, texts: Texts
) -> dict[str, str]:
    """The files of a new lesson by name. Raises LessonError."""
    call, speech = _first_call(scenario)
    hello = TypeLine(speech.hello.format(call.host))
    task = _task(call, hello, speech, texts[texts.first])
    files = {LESSON_FILE: toml(_lesson(slug, scenario, task))}
    for lang in texts:
        files[f"{lang}.md"] = markdown(_words(title, lang, texts))
    return files


def _first_call(scenario: Scenario) -> tuple[Open, ShortestCall]:
    """A call by hand that is answered, and what is said in it."""
    for call, speech in _calls(scenario):
        lab = Lab(scenario, 1)
        lab.open()
        try:
            for act in (call, TypeLine(speech.hello.format(call.host)), _QUIT):
                lab.apply(act)
                lab.settle()
        except LabError:
            continue
        facts = [event.fact for event in lab.journal.events]
        said = [getattr(fact, "verb", "") for fact in facts if _is_yes(fact, speech)]
        if {speech.hello.split()[0], "QUIT"} <= set(said):
            return call, speech
    reason = "no machine of it answers a call by hand: a skeleton has nothing to do"
    raise LessonError(scenario.name, "", reason)


_QUIT = TypeLine("QUIT")


def _is_yes(fact: object, speech: ShortestCall) -> bool:
    wanted = {**speech.answer}
    if getattr(fact, "verb", "") == "QUIT":
        wanted = {**speech.bye}
    return all(getattr(fact, name, None) == value for name, value in wanted.items())


def _calls(scenario: Scenario) -> Iterator[tuple[Open, ShortestCall]]:
    """Every call that may be answered: those from a person's PC first."""
    hosts = sorted(scenario.hosts, key=lambda host: host.mua is None)
    for speech in SHORTEST_CALLS:
        for host in hosts:
            for other in scenario.hosts:
                port = getattr(other.server, speech.port, 0)
                if port and other is not host:
                    yield Open(host.id, other.id, port), speech


def _lesson(slug: str, scenario: Scenario, task: Table) -> Table:
    question = {"id": "pregunta", "options": list(OPTIONS), "right": OPTIONS[0]}
    return {
        "slug": slug,
        "unit": OWN,
        "number": "P01",
        "minutes": 10,
        "scenario": scenario.name,
        "seed": 1,
        "steps": [task, {"id": QUIZ, "kind": "quiz", "question": question}],
    }


def _task(call: Open, hello: Act, speech: ShortestCall, says: Catalogue) -> Table:
    verb = speech.hello.split()[0]
    verbs: object = {"in": ["EHLO", "HELO"]} if verb == "EHLO" else verb
    greeted = {"kind": speech.kind, "verb": verbs, **speech.answer}
    left = {"kind": speech.kind, "verb": "QUIT", **speech.bye}
    goal = {
        "id": "sesion",
        "same": "conn",
        "by_hand": True,
        "order": [{"id": HELLO, **greeted}, {"id": BYE, **left}],
    }
    no_hello = {
        "name": says["authoring.no_hello"],
        "hint": 2,
        "acts": _tables(call, _QUIT),
        "fails": [HELLO],
    }
    no_bye = {
        "name": says["authoring.no_bye"],
        "hint": 2,
        "acts": _tables(call, hello, Close()),
        "fails": [BYE],
    }
    return {
        "id": TASK,
        "kind": "do",
        "solution": _tables(call, hello, _QUIT),
        "goals": [goal],
        "near_misses": [no_hello, no_bye],
    }


def _tables(*acts: Act) -> list[dict[str, object]]:
    return [to_table(act) for act in acts]


def _words(title: str, lang: str, texts: Texts) -> LessonText:
    def ask(what: str) -> str:
        return unwritten(texts[lang][f"unwritten.{what}"])

    task = StepText(TASK, ask("title"), 0, body=ask("body"), after=ask("after"))
    task.items = {HELLO: ask("goal"), BYE: ask("goal")}
    task.hints = [ask(f"hint_{n}") for n in (1, 2, 3)]
    quiz = StepText(QUIZ, ask("title"), 0, prompt=ask("question"), after=ask("answer"))
    quiz.options = {OPTIONS[0]: ask("right"), OPTIONS[1]: ask("wrong")}
    return LessonText("", title, ask("aim"), {TASK: task, QUIZ: quiz})
