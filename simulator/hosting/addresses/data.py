"""What needs no lab: texts, tables, lessons, reviews, exams, drills, drafts of lessons,
messages from outside.

Documents that change only with the program are tagged by content. Everything else is
made when asked for, and bounded.
"""

from collections.abc import Callable
from functools import partial

import msgspec

from simulator.hosting.addresses.asked import Answered, Asked
from simulator.hosting.authoring import (
    draft_page,
    lesson_file,
    read_posted,
    reopened,
)
from simulator.hosting.content import Content
from simulator.hosting.documents import Document
from simulator.hosting.limits import Limits
from simulator.hosting.mail_check import (
    OWN_LETTER_OCTETS_MAX,
    QUESTION_OCTETS_MAX,
    own_letter_page,
    read_question,
    samples,
)
from simulator.hosting.rates import Rate, network_of
from simulator.hosting.reading import drill_views, exam_views
from simulator.hosting.reading.exports import ExportedFile
from simulator.hosting.reading.mail_views import OCTETS_AN_EVENT
from simulator.hosting.reading.qr_code import qr_svg
from simulator.hosting.refusals import Refusal, TooLarge
from simulator.hosting.scheduler import Scheduler
from simulator.hosting.sender_checks import play_dmarc, play_spf, read_trial
from simulator.mail.mime import HEADER_OCTETS_MAX
from simulator.projections.shapes.own_letter import OwnLetterStart
from simulator.projections.shapes.sender_checks import DmarcTrial, SpfTrial
from simulator.teaching.authoring import DRAFT_OCTETS_MAX
from simulator.teaching.exams import FILE_OCTETS_MAX

COMPARISON_SIZE = 10_000
"""A quarter of a second of pure Python."""

DRILL_SIZE = 4_000
"""Some 100 ms of pure Python."""

CHECK_SIZE = 4_000
"""Some 100 ms of pure Python, at worst."""

TRIAL_OCTETS_MAX = 100_000
"""Of the JSON of a check: its fields are bounded one by one, too."""
LETTER_SIZE = 2_000
"""Some 50 ms of pure Python: ten signatures."""

GRADING_SIZE = 200_000
"""As many events as are played again at most."""

DOCUMENTS = (
    *("machines", "scenarios", "experiments", "slides", "misconceptions"),
    "exams",
)
WORDED = ("lessons", "review")
"""Documents that are the same for everybody, and those with one for each language."""

SPOKEN = ("texts", "glossary", "terms")
"""Those whose address names the language."""

ANSWER_MAX = 200
"""Characters of an answer to a question that are read: none is longer."""


class Data:
    """The answers. `read` and `posted`: address to what answers it."""

    def __init__(self, content: Content, scheduler: Scheduler, limits: Limits) -> None:
        self._content = content
        self._scheduler = scheduler
        self._letters = Rate(limits.letters_per_minute, scheduler.now)

    @property
    def read(self) -> dict[str, Callable[..., Answered]]:
        """What is only asked for."""
        return {
            **{f"/{name}.json": partial(self._document, name) for name in DOCUMENTS},
            "/check/examples.json": partial(self._document, "sender_examples"),
            "/check/cases.json": partial(self._document, "spf_cases"),
            **{f"/{name}.json": partial(self._worded, name) for name in WORDED},
            **{f"/{name}/<lang>.json": partial(self._spoken, name) for name in SPOKEN},
            "/scenarios/<name>/comparison.json": self._comparison,
            "/scenarios/<name>/overheard.json": self._overheard,
            "/eras.json": self._eras,
            "/lessons/<slug>.json": self._lesson,
            "/review/<slug>/<step>.json": self._reviewed,
            "/exam/<code>.json": self._exam,
            "/drill/<kind>/<int:seed>.json": self._drill,
            "/drill/<kind>/<int:seed>/answer.json": self._drill_answer,
            "/own-letter.json": self._own_letter_start,
        }

    @property
    def posted(self) -> dict[str, Callable[..., Answered]]:
        """What something is sent along to."""
        return {
            "/exam/grade.json": self._graded,
            "/authoring.json": self._authoring,
            "/authoring/lesson.zip": self._lesson_folder,
            "/authoring/draft.json": self._reopened,
            "/check/spf.json": self._spf_played,
            "/check/dmarc.json": self._dmarc_played,
            "/own-letter/read.json": self._own_letter,
        }

    # --- documents ------------------------------------------------------------------

    def _found(self, name: str) -> Document:
        found = self._content.documents.get(name)
        if found is None:
            raise Refusal("error.page")
        return found

    def _document(self, name: str, _: Asked) -> Document:
        return self._found(name)

    def _worded(self, name: str, asked: Asked) -> Document:
        self._content.refresh()
        return self._found(f"{name}/{self._lang(asked)}")

    def _spoken(self, name: str, _: Asked, lang: str) -> Document:
        return self._found(f"{name}/{lang}")

    def _comparison(self, _: Asked, name: str) -> Document:
        return self._scheduler.run_heavy(
            COMPARISON_SIZE, self._content.comparison, name
        )

    def _overheard(self, _: Asked, name: str) -> Document:
        return self._scheduler.run_heavy(COMPARISON_SIZE, self._content.overheard, name)

    def _eras(self, _: Asked) -> Document:
        return self._scheduler.run_heavy(COMPARISON_SIZE, self._content.eras)

    def _lesson(self, asked: Asked, slug: str) -> Document:
        self._content.refresh()
        self._content.lesson(slug)
        return self._found(f"lesson/{slug}/{self._lang(asked)}")

    # --- made when asked for ------------------------------------------------------

    def _reviewed(self, asked: Asked, slug: str, step: str) -> Answered:
        given = {part: value[:ANSWER_MAX] for part, value in asked.query.items()}
        return self._content.reviewed(slug, step, given, self._lang(asked))

    def _exam(self, asked: Asked, code: str) -> Answered:
        nickname = asked.query.get("nickname", "")[:ANSWER_MAX]
        lang = self._lang(asked)
        return exam_views.exam_page(self._content, code, nickname, lang)

    def _drill(self, asked: Asked, kind: str, seed: int) -> Answered:
        args = (self._content, kind, seed, self._lang(asked))
        return self._scheduler.run_heavy(DRILL_SIZE, drill_views.drill_page, *args)

    def _drill_answer(self, asked: Asked, kind: str, seed: int) -> Answered:
        args = (self._content, kind, seed, self._lang(asked))
        return self._scheduler.run_heavy(DRILL_SIZE, drill_views.drill_answer, *args)

    def _graded(self, asked: Asked) -> Answered:
        args = (self._content, asked.body(FILE_OCTETS_MAX), self._lang(asked))
        marks, said = self._scheduler.run_heavy(GRADING_SIZE, exam_views.marks, *args)
        return msgspec.structs.replace(marks, qr=qr_svg(said, error="l"))

    # --- checks of a sender, which nobody keeps -----------------------------------

    def _spf_played(self, asked: Asked) -> Answered:
        trial = read_trial(
            asked.body(TRIAL_OCTETS_MAX, "ui.sender.wrong.big"), SpfTrial
        )
        return self._scheduler.run_heavy(CHECK_SIZE, play_spf, trial)

    def _dmarc_played(self, asked: Asked) -> Answered:
        body = asked.body(TRIAL_OCTETS_MAX, "ui.sender.wrong.big")
        trial = read_trial(body, DmarcTrial)
        return self._scheduler.run_heavy(CHECK_SIZE, play_dmarc, trial)

    # --- messages from outside, which nobody keeps ---------------------------------

    def _own_letter_start(self, _: Asked) -> Answered:
        return OwnLetterStart(
            octets_max=OWN_LETTER_OCTETS_MAX,
            header_octets_max=HEADER_OCTETS_MAX,
            samples=self._scheduler.run_heavy(LETTER_SIZE, samples),
        )

    def _own_letter(self, asked: Asked) -> Answered:
        if asked.address and not self._letters.take(network_of(asked.address)):
            raise Refusal("error.too_many_letters")
        posted = asked.body(OWN_LETTER_OCTETS_MAX + QUESTION_OCTETS_MAX)
        question, octets = read_question(posted)
        if len(octets) > OWN_LETTER_OCTETS_MAX:
            raise TooLarge("own_letter.note.cut", most=OWN_LETTER_OCTETS_MAX)
        size = LETTER_SIZE + len(octets) // OCTETS_AN_EVENT
        return self._scheduler.run_heavy(size, own_letter_page, question, octets)

    # --- drafts of lessons, which stay in their author's browser ------------------

    def _authoring(self, asked: Asked) -> Answered:
        draft = read_posted(self._draft(asked))
        return draft_page(self._content, self._scheduler, draft)

    def _lesson_folder(self, asked: Asked) -> ExportedFile:
        draft = read_posted(self._draft(asked))
        name, body = lesson_file(self._content, self._scheduler, draft)
        return ExportedFile(name, "application/zip", body, keep=True)

    def _reopened(self, asked: Asked) -> Answered:
        return reopened(self._draft(asked))

    def _draft(self, asked: Asked) -> bytes:
        return asked.body(DRAFT_OCTETS_MAX, "ui.author.wrong.big")

    def _lang(self, asked: Asked) -> str:
        return asked.wished(self._content.texts)
