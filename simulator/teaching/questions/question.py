"""A question of a lesson: its kinds, what may be answered, and what is right of it.

Why it exists: every kind is declared, checked and graded in one place, so that the
page, the command line and a review outside the lesson agree. It refuses a question that
nobody can answer.
"""

from collections.abc import Iterable

from simulator.projections.shapes.lessons import MadeMessage, QuestionKind
from simulator.rfc import FAMILIES
from simulator.teaching.questions.made import answered_by, read_back, reads_as
from simulator.teaching.questions.ordered import longest_in_order
from simulator.teaching.replies.turns import Dialogue
from simulator.teaching.scripts import ScriptedAct
from simulator.teaching.toml_files import Data, check_slug

BINS_MAX = 4
ORDER_CHARACTERS_MAX = 400
"""What one answer may hold."""
STEP_QUESTION = "step"
"""Reserved question: answering it with a step's id says that the step begins."""
SOLVED_QUESTION = "solved"
"""Reserved question, which nobody but Cartero answers: that step was solved before."""
AS_IT_IS = "ok"
"""Answer to a sentence of `fix` with nothing to correct."""
OF_ARROWS = ("label", "sort", "fix")
"""Kinds with an answer for each of `arrows`."""
PLAYED = ("reply", "serve")
"""Kinds of which nothing is right in the file: the engines play it (`replies/`)."""


class LessonQuestion(Data, frozen=True, kw_only=True):
    """`choice`: one of `options`. `label`: one of `options` for each of `arrows`.
    `text`: typed; any of `right`, capitals and outer spaces aside. `order`: `right` is
    the order of the options; one it lacks does not belong; with `years`, they stand on
    an axis once they are in order. `sort`: as `label`, with 2 to 4 options, which are
    bins, and what goes into them as `arrows`. `fix`: `arrows` are sentences with words
    to mark, `options` corrections. `reply`: the code with which `host` answers `verb`
    when the script is played. `serve`: the replies of `host` while `acts` happen, given
    one by one in its place.

    For `label`, `sort` and `fix`, `right` maps each arrow to its answer, and each arrow
    is answered as the question `id.arrow`: by an option, or in `fix` as `word=option`,
    or `ok`. An order is answered as `one,two,three`.

    claims: of a `fix`, the claim of the slides that a sentence is, by arrow. heard: of
    `reply` and `serve`, what the engines said; added when the lesson is loaded.
    families: of RFCs (`simulator/rfc/families.py`), drawn once it is right.
    lines: the octets that each option is. An `order` of them is a message, right when a
    mail client reads it as it reads `right`. In a `label` with `among` (the Message-ID
    of every message of a conversation) arrows are messages and options lines of their
    header sections: right when the message answers the same one as with `right`.
    """

    id: str
    kind: QuestionKind = "choice"
    options: tuple[str, ...] = ()
    arrows: tuple[str, ...] = ()
    right: str | list[str] | dict[str, str] = ""
    years: dict[str, int] = {}
    claims: dict[str, str] = {}
    host: str = ""
    verb: str = ""
    acts: list[ScriptedAct] = []
    heard: Dialogue | None = None
    families: tuple[str, ...] = ()
    lines: dict[str, str] = {}
    among: dict[str, str] = {}

    def __post_init__(self) -> None:
        for name in (self.id, *self.options, *self.arrows):
            check_slug(name, "question, option and arrow ids")
        if self.id in (STEP_QUESTION, SOLVED_QUESTION):
            raise ValueError(f"the question id {self.id!r} is reserved")
        wrong = _wrong_played(self) if self.kind in PLAYED else _wrong_right(self)
        wrong = wrong or _wrong_extras(self)
        if wrong:
            raise ValueError(wrong)

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Right values by the id that is answered. A chair is answered as one question,
        and has a part for each turn."""
        turns = self.heard.turns if self.heard else ()
        if self.kind == "serve":
            return {f"{self.id}.{n}": t.reply[:1] for n, t in enumerate(turns, 1)}
        if self.kind == "reply":
            return {self.id: tuple(turn.mark for turn in turns)}
        if isinstance(self.right, dict):
            return {f"{self.id}.{a}": (self.right[a],) for a in self.arrows}
        right = [self.right] if isinstance(self.right, str) else self.right
        return {self.id: (",".join(right),) if self.kind == "order" else tuple(right)}

    def takes(self, part: str) -> bool:
        """Whether an answer with that id is one to this question."""
        return part == self.id if self.kind == "serve" else part in self.parts

    def is_right(self, part: str, value: str) -> bool:
        """Whether that is a right answer to a part."""
        right = self.parts[part][0] if self.lines else ""
        if self.among:
            return self._answers(part, value) == self._answers(part, right)
        if self.lines:
            return reads_as(self._made(value), self._made(right))
        return _is_one_of(value, self.parts[part])

    def held(self, part: str, value: str) -> tuple[str, ...]:
        """What of an answer is right: of an order, the things that stand in it; of a
        `fix`, the word marked; of a message of a conversation, what it answers."""
        right = self.parts[part][0]
        if self.among:
            answered = self._answers(part, value)
            return (answered,) if answered else ()
        if self.lines:
            return ()
        if self.kind == "order":
            return longest_in_order(value.split(","), right.split(","))
        word, wanted = value.partition("=")[0], right.partition("=")[0]
        return (word,) if self.kind == "fix" and word == wanted else ()

    def made(self, value: str) -> MadeMessage | None:
        """What a message put together so is read as."""
        return read_back(self._made(value)) if self.lines and not self.among else None

    def _made(self, value: str) -> list[str]:
        return [self.lines.get(name, "") for name in value.split(",")]

    def _answers(self, part: str, value: str) -> str:
        name = part.removeprefix(f"{self.id}.")
        return answered_by(name, self.lines.get(value, ""), self.among)

    def option(self, value: str) -> str:
        """The option in an answer to a part: the correction of a `fix`, or `ok`."""
        _, marked, option = value.partition("=")
        return option if self.kind == "fix" and marked else value

    def may_be(self, value: str) -> bool:
        """Whether a part can be answered so."""
        if self.kind == "fix":
            word, _, option = value.partition("=")
            return value == AS_IT_IS or (bool(word) and option in self.options)
        if self.kind == "order":
            return set(value.split(",")) <= set(self.options)
        return not self.options or value in self.options


def _is_one_of(value: str, right: Iterable[str]) -> bool:
    """Capitals and outer spaces do not matter."""
    given = " ".join(value.casefold().split())
    return any(given == " ".join(wanted.casefold().split()) for wanted in right)


def _wrong_right(question: LessonQuestion) -> str:
    """Why `right` does not fit the question, or ""."""
    right, options = question.right, question.options
    if question.kind in OF_ARROWS:
        if question.kind == "sort" and len(options) > BINS_MAX:
            return f"a sort question has at most {BINS_MAX} options"
        if not isinstance(right, dict) or tuple(sorted(right)) != tuple(
            sorted(question.arrows)
        ):
            return "right must name every arrow once"
        strange = [value for value in right.values() if not question.may_be(value)]
    elif question.kind == "order":
        if not isinstance(right, list) or len(set(right)) != len(right) or not right:
            return "right must be a list of options, each once, in their order"
        if len(",".join(options)) > ORDER_CHARACTERS_MAX:
            return "the ids of the options are too long together"
        strange = [value for value in right if value not in options]
    elif question.kind == "choice":
        if not isinstance(right, str):
            return "right must be one option"
        strange = [] if right in options else [right]
    else:
        return "" if right and not isinstance(right, dict) else "right must be text"
    if len(options) < 2 or len(set(options)) != len(options):
        return "a question needs two different options or more"
    return f"right names {strange[0]!r}, which is no option" if strange else ""


def _wrong_played(question: LessonQuestion) -> str:
    """Why a question about what a server replies cannot be asked, or ""."""
    if question.right or question.options or question.arrows:
        return f"what is right in a {question.kind} question is played, not written"
    if not question.host:
        return f"a {question.kind} question names its server in host"
    if question.kind == "serve" and not question.acts:
        return "a serve question says in acts what the client does"
    return ""


def _wrong_extras(question: LessonQuestion) -> str:
    """Why `years`, `claims` or `families` do not fit the question, or ""."""
    years, right = question.years, question.right
    if years:
        if question.kind != "order" or set(years) != set(right):
            return "years has one for each thing that is put in order"
        told = [years[name] for name in right]
        if any(one >= next for one, next in zip(told, told[1:], strict=False)):
            return "years must rise in the order of right"
    if question.kind not in PLAYED and (
        question.host or question.verb or question.acts
    ):
        return "host, verb and acts belong to the kinds reply and serve"
    strange = [name for name in question.families if name not in FAMILIES]
    if strange:
        return f"there is no family of RFCs {strange[0]!r}"
    return _wrong_claims(question) or _wrong_lines(question)


def _wrong_lines(question: LessonQuestion) -> str:
    """Why `lines` or `among` do not fit the question, or ""."""
    wanted = "label" if question.among else "order"
    if not question.lines:
        return "among needs lines" if question.among else ""
    if question.kind != wanted or set(question.lines) != set(question.options):
        return "lines has one for each option of an order, or of a label with among"
    if question.among:
        strange = set(question.arrows) - set(question.among)
        return f"among lacks {sorted(strange)[0]!r}" if strange else ""
    right = next(iter(question.parts))
    if not question.is_right(right, ",".join(question.right)):
        return "right breaks RFC 5322, or is not read as it is written"
    return ""


def _wrong_claims(question: LessonQuestion) -> str:
    if question.claims and question.kind != "fix":
        return "only a fix question has claims"
    if not set(question.claims) <= set(question.arrows):
        return "claims must name arrows"
    return ""
