"""The slides of the course: what each claims, how true it is, and where it is seen.

Why it exists: a teacher walks the deck from here, and a pupil checks it. The claims are
in our own words; each has a verdict, what is right, the RFC that says so and a scene.
It refuses a claim that is wrong without saying what is right.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from simulator.languages import Texts, Words, read
from simulator.projections.shapes.lessons import (
    ClaimedLesson,
    ClaimPage,
    PracticePage,
    SlidePage,
)
from simulator.rfc import wrong_citations
from simulator.teaching.library import Library
from simulator.teaching.scenes import Scene, SceneSources, scene_problems
from simulator.teaching.scripts import decode_scripted
from simulator.teaching.toml_files import Data, LessonError, load_file

Verdict = Literal["ok", "partly", "wrong", "outdated", "typo", "context"]
CLAIM_ID = re.compile(r"[A-Z][0-9]{2}(\.(?!$)[a-z]?[0-9]*x?)?")
SLIDE_WORDS = ("title", "lead", "ask", "answer")


class Claim(Data, frozen=True, kw_only=True):
    """Something a slide, or many people, say. `truth`: what is right, or what it lacks.
    `lessons`: numbers, such as `L09`, of the lessons that treat it."""

    id: str
    verdict: Verdict
    says: Words
    truth: Words = {}
    cites: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    shows: Scene | None = None

    def __post_init__(self) -> None:
        if not CLAIM_ID.fullmatch(self.id):
            raise ValueError(f"the claim {self.id!r} is not named like S21.8")
        if self.verdict not in ("ok", "context") and not self.truth:
            raise ValueError(f"{self.id} is {self.verdict}: `truth` must say it")
        if self.verdict != "context" and self.shows is None:
            raise ValueError(f"{self.id} needs a scene (`shows`)")

    @property
    def scene_name(self) -> str:
        """The name of its scene in addresses: `s21-8`."""
        return self.id.lower().replace(".", "-")


class Practice(Data, frozen=True, kw_only=True):
    """A step of a lesson whose question is asked on the slide, too."""

    lesson: str
    step: str


class Slide(Data, frozen=True, kw_only=True):
    """A slide, a whole file. `lead`: what it is about, for the class. `ask`: what to
    ask the class after its experiment; `answer`: what to hear. `practice`: questions
    that the class answers on it."""

    id: str
    title: Words
    lead: Words
    ask: Words
    answer: Words
    claims: tuple[Claim, ...] = msgspec.field(name="claim")
    practice: tuple[Practice, ...] = ()

    def __post_init__(self) -> None:
        strange = [one.id for one in self.claims if one.id.partition(".")[0] != self.id]
        if strange:
            raise ValueError(f"the claim {strange[0]!r} is not one of {self.id}")
        _check_ids(self.claims)


class Misconceptions(Data, frozen=True, kw_only=True):
    """What many believe and is not so, a whole file."""

    claims: tuple[Claim, ...] = msgspec.field(name="claim")

    def __post_init__(self) -> None:
        _check_ids(self.claims)


def _check_ids(claims: tuple[Claim, ...]) -> None:
    if not claims or len({claim.id for claim in claims}) < len(claims):
        raise ValueError("there must be claims, with different ids")


class Course(msgspec.Struct, frozen=True):
    """What there is to check: the slides in their order, and the misconceptions."""

    slides: tuple[Slide, ...]
    misconceptions: tuple[Claim, ...]

    @property
    def scenes(self) -> dict[str, Scene]:
        """Scenes by name: those with a world of their own."""
        claims = [claim for slide in self.slides for claim in slide.claims]
        return {
            claim.scene_name: claim.shows
            for claim in (*claims, *self.misconceptions)
            if claim.shows is not None and claim.shows.scenario is not None
        }

    def slide_pages(self, library: Library) -> tuple[SlidePage, ...]:
        """What the browser needs of the slides."""
        return tuple(
            SlidePage(
                id=slide.id,
                title=slide.title,
                lead=slide.lead,
                ask=slide.ask,
                answer=slide.answer,
                claims=_claim_pages(slide.claims, library),
                practice=tuple(
                    _practice_page(each, library) for each in slide.practice
                ),
            )
            for slide in self.slides
        )

    def misconception_pages(self, library: Library) -> tuple[ClaimPage, ...]:
        """What the browser needs of the misconceptions."""
        return _claim_pages(self.misconceptions, library)


def load_course(
    folder: Path, sources: SceneSources, texts: Texts | None = None
) -> Course:
    """`slides/*.toml` and `misconceptions.toml` of the folder, if any, complete in
    every language of `texts` (without it, Cartero's own). Raises LessonError."""
    texts = texts or read()
    slides = []
    for path in sorted((folder / "slides").glob("*.toml")):
        slide = load_file(path, Slide, decode_scripted)
        if slide.id.lower() != path.stem:
            reason = f"{slide.id!r} is not the name of the file"
            raise LessonError(str(path), "id", reason)
        _check(str(path), slide.claims, sources, texts)
        _check_practice(str(path), slide.practice, sources.library)
        slides.append(_complete_slide(str(path), slide, texts))
    claims: tuple[Claim, ...] = ()
    path = folder / "misconceptions.toml"
    if path.exists():
        claims = load_file(path, Misconceptions, decode_scripted).claims
        _check(str(path), claims, sources, texts)
    return Course(tuple(slides), _complete_claims(claims, texts))


def _check(
    file: str, claims: tuple[Claim, ...], sources: SceneSources, texts: Texts
) -> None:
    for claim in claims:
        for place, reason in _problems(claim, texts):
            raise LessonError(file, f"claim ({claim.id}).{place}", reason)
        if claim.shows is None:
            continue
        for place, reason in scene_problems(claim.shows, sources):
            raise LessonError(file, f"claim ({claim.id}).shows.{place}", reason)


def _check_practice(file: str, asked: tuple[Practice, ...], library: Library) -> None:
    for each in asked:
        loaded = library.lessons.get(each.lesson)
        steps = loaded.lesson.steps if loaded else []
        if not any(step.id == each.step and step.question for step in steps):
            reason = f"no question in {each.lesson!r}, {each.step!r}"
            raise LessonError(file, "practice", reason)


def _problems(claim: Claim, texts: Texts) -> Iterator[tuple[str, str]]:
    for place in ("says", "truth"):
        words = getattr(claim, place)
        reason = texts.wrong_in(words) if words else ""
        if reason:
            yield place, reason
    for reason in wrong_citations(claim.cites):
        yield "cites", reason


def _complete_slide(file: str, slide: Slide, texts: Texts) -> Slide:
    for place in SLIDE_WORDS:
        reason = texts.wrong_in(getattr(slide, place))
        if reason:
            raise LessonError(file, place, reason)
    words = {place: texts.complete(getattr(slide, place)) for place in SLIDE_WORDS}
    claims = _complete_claims(slide.claims, texts)
    return msgspec.structs.replace(slide, claims=claims, **words)


def _complete_claims(claims: tuple[Claim, ...], texts: Texts) -> tuple[Claim, ...]:
    return tuple(
        msgspec.structs.replace(
            claim,
            says=texts.complete(claim.says),
            truth=texts.complete(claim.truth) if claim.truth else {},
        )
        for claim in claims
    )


def _practice_page(practice: Practice, library: Library) -> PracticePage:
    """A quiz is called as its lesson: it asks about the whole of it."""
    loaded = library.lessons[practice.lesson]
    quiz = loaded.lesson.step(practice.step).kind == "quiz"
    titled = {
        lang: words if quiz else words.sections[practice.step]
        for lang, words in loaded.texts.items()
    }
    return PracticePage(
        lesson=practice.lesson,
        step=practice.step,
        title={lang: words.title for lang, words in titled.items()},
    )


def _claim_pages(claims: tuple[Claim, ...], library: Library) -> tuple[ClaimPage, ...]:
    slugs = {one.lesson.number: one.lesson.slug for one in library.lessons.values()}
    slugs |= dict.fromkeys(library.catalogue.coming, "")
    return tuple(
        ClaimPage(
            id=claim.id,
            scene=claim.scene_name,
            verdict=claim.verdict,
            says=claim.says,
            truth=claim.truth,
            cites=claim.cites,
            lessons=tuple(
                ClaimedLesson(number=number, slug=slugs[number])
                for number in claim.lessons
                if number in slugs
            ),
            address=claim.shows.address(claim.scene_name) if claim.shows else "",
        )
        for claim in claims
    )
