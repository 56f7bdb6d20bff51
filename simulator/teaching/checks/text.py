"""The words of a lesson: both languages say the same, shortly, with protocol in code.

Why it exists: a hint that only one language has, or `EHLO` written two ways, is found
by a machine, not by a class. It refuses to judge style beyond that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from simulator.languages import Language
from simulator.teaching.questions import AS_IT_IS, LessonQuestion
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.text import (
    BEYOND,
    LessonText,
    StepText,
    bad_links,
    code_spans,
    markdown_of,
    prose,
    words_to_mark,
)

Found = Iterator[tuple[str, str]]

SENTENCE_WORDS_MAX = 28
_SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)|\n")
PROTOCOL = re.compile(
    r"\b(EHLO|HELO|MAIL FROM|RCPT|DATA|RSET|NOOP|QUIT|VRFY|EXPN|USER|PASS|STAT|LIST"
    r"|RETR|DELE|TOP|UIDL|CAPA|CRLF\.CRLF)\b"
)
"""Words that belong in `code`."""
_UNWRITTEN = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
"""What stands in a file until its author writes it: `[[What one learns.]]`."""
STILL = "still to be written: "


def unwritten(what: str) -> str:
    """What stands in a file where `what` is still to be written."""
    return f"[[{what}]]"


def wrong_words(lesson: Lesson, text: LessonText, language: Language) -> Found:
    """`(place, reason)` of what is wrong in one language."""
    ids = [step.id for step in lesson.steps]
    found = list(text.sections)
    if [name for name in found if name != BEYOND] != ids:
        yield "", f"sections are {', '.join(found)}; steps are {', '.join(ids)}"
    if found and BEYOND in found and found[-1] != BEYOND:
        yield f"line {text.sections[BEYOND].line}", f"{BEYOND!r} must come last"
    yield from _unwritten(text.title, "line 1")
    yield from _wrong_prose(text.goal, "line 1", language)
    for step in lesson.steps:
        section = text.sections.get(step.id)
        if section:
            place = f"line {section.line} ({section.id})"
            for reason in _wrong_section(step, section):
                yield place, reason
    for section in text.sections.values():
        place = f"line {section.line} ({section.id})"
        yield from _wrong_prose(markdown_of(section), place, language)


def _wrong_section(step: LessonStep, section: StepText) -> Iterator[str]:
    question = step.question
    labels = question.parts if question and step.kind == "do" else {}
    entries = [item for item in step.items if item not in labels]
    options, arrows = (question.options, question.arrows) if question else ((), ())
    yield from _differ("entries", entries, section.items)
    # A line of a message speaks for itself.
    silent = {name for name, line in question.lines.items() if line} if question else ()
    said = [name for name in options if name not in silent or name in section.options]
    yield from _differ("options", said, section.options)
    yield from _differ("arrows", arrows, section.arrows)
    if bool(question) != bool(section.prompt):
        yield "a question needs its `? ` line, and only a question has one"
    strange = set(section.feedback) - set(section.options)
    if strange:
        yield f"`! ({sorted(strange)[0]})` is no option"
    if step.kind == "do" and not section.hints:
        yield "a task needs hints (`> ` lines)"
    yield from _wrong_remarks(step, section)
    if not section.body.strip() and not section.prompt:
        yield "says nothing"
    yield from _wrong_marks(question, section)
    if code_spans(section.title):
        yield "the title is plain text: no code in it"


def _wrong_remarks(step: LessonStep, section: StepText) -> Iterator[str]:
    """What answers the near misses is there, and every remark answers one."""
    hints = [miss.hint for miss in step.near_misses]
    for number in sorted({hint for hint in hints if isinstance(hint, int)}):
        if not 0 <= number <= len(section.hints):
            yield f"hint = {number}: it has {len(section.hints)} hints"
    names = list(dict.fromkeys(hint for hint in hints if isinstance(hint, str)))
    yield from _differ("remarks", names, section.remarks)


def _wrong_marks(question: LessonQuestion | None, section: StepText) -> Iterator[str]:
    """Words to mark: in every sentence of a `fix` two or more, each with a name, the
    wrong ones among them; nowhere else."""
    right = question.right if question and question.kind == "fix" else {}
    assert isinstance(right, dict)
    marks = {arrow: words_to_mark(section.arrows.get(arrow, "")) for arrow in right}
    for arrow, words in marks.items():
        wanted = right[arrow].partition("=")[0]
        if len(words) < 2 or len(set(words)) < len(words) or AS_IT_IS in words:
            yield f"{arrow}: two or more words to mark, of different names"
        elif wanted != AS_IT_IS and wanted not in words:
            yield f"{arrow}: no words are marked {wanted!r}"
    if len(words_to_mark(markdown_of(section))) > sum(map(len, marks.values())):
        yield "words to mark belong in the sentences of a fix question"


def _differ(what: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    missing, extra = set(wanted) - set(found), set(found) - set(wanted)
    if missing:
        yield f"{what} without words: {', '.join(sorted(missing))}"
    if extra:
        yield f"{what} the step does not have: {', '.join(sorted(extra))}"


def _unwritten(markdown: str, place: str) -> Found:
    for what in _UNWRITTEN.findall(markdown):
        yield place, f"{STILL}{what}"


def _wrong_prose(markdown: str, place: str, language: Language) -> Found:
    yield from _unwritten(markdown, place)
    for reason in bad_links(markdown):
        yield place, reason
    words = prose(markdown)
    for sentence in _SENTENCE_END.split(words):
        count = len(sentence.split())
        if count > SENTENCE_WORDS_MAX:
            start = " ".join(sentence.split()[:6])
            yield place, f"a sentence of {count} words: «{start}...»"
    for bare in sorted(set(PROTOCOL.findall(words))):
        yield place, f"{bare} belongs in `code`"
    for pair in language.pairs:
        if words.count(pair[0]) != words.count(pair[1]):
            yield place, f"as many {pair[0]} as {pair[1]}"


def wrong_pair(first: LessonText, other: LessonText) -> Found:
    """`(place, reason)` of what two languages do not share; places are of `other`."""
    if list(first.sections) != list(other.sections):
        yield "", f"its sections are not those of {first.file}"
    for name, section in other.sections.items():
        twin = first.sections.get(name)
        if twin is None:
            continue
        place = f"line {section.line} ({name})"
        if len(section.hints) != len(twin.hints):
            yield place, f"{len(section.hints)} hints; {first.file}: {len(twin.hints)}"
        for table in ("options", "arrows", "items", "feedback", "remarks"):
            if set(getattr(section, table)) != set(getattr(twin, table)):
                yield place, f"its {table} are not those of {first.file}"
        if bool(section.after) != bool(twin.after):
            yield place, f"only one of it and {first.file} has `! ` lines"
        mine = Counter(code_spans(markdown_of(section)))
        theirs = Counter(code_spans(markdown_of(twin)))
        for code in sorted((mine - theirs) + (theirs - mine)):
            reason = f"`{code}`: {mine[code]} times; {first.file}: {theirs[code]}"
            yield place, reason
