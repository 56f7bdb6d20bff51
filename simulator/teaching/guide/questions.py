"""A question of a lesson as it stands on a board or on paper, with its answers.

Unlike the page of a lesson it says which answer is right: only whoever teaches sees it.
"""

import msgspec

from simulator.teaching.questions import AS_IT_IS, LessonQuestion
from simulator.teaching.questions.asked import as_asked, option_words
from simulator.teaching.schema import LessonStep
from simulator.teaching.text import StepText, to_inline_paper_html, to_paper_html


class BoardAnswer(msgspec.Struct, frozen=True):
    """One answer: safe HTML, whether it is right, and what to say to it."""

    said: str
    right: bool
    feedback: str


class BoardPart(msgspec.Struct, frozen=True):
    """Something that is labelled, sorted or corrected, or the place in an order: what
    it is, and what belongs to it. `letter`: of that answer, or a tick on a sentence
    that is right as it is."""

    said: str
    right: str
    letter: str


class BoardQuestion(msgspec.Struct, frozen=True):
    """A question: safe HTML. A choice has `answers` alone; what is labelled, sorted or
    put in order has `parts`, and the options as lettered answers; what is written has
    one right answer."""

    step: str
    kind: str
    title: str
    context: str
    prompt: str
    shape: str
    answers: tuple[BoardAnswer, ...]
    parts: tuple[BoardPart, ...]
    after: str


def board_question(step: LessonStep, section: StepText) -> BoardQuestion:
    """The question of that step, which has one."""
    question = step.question
    assert question is not None
    return BoardQuestion(
        step=step.id,
        kind=step.kind,
        title=section.title,
        context=to_paper_html(section.body),
        prompt=to_inline_paper_html(section.prompt),
        shape="text" if question.kind == "reply" else question.kind,
        answers=_answers(question, section),
        parts=_parts(question, section),
        after=to_paper_html(section.after),
    )


def _answers(question: LessonQuestion, section: StepText) -> tuple[BoardAnswer, ...]:
    right = [question.right] if isinstance(question.right, str) else question.right
    if question.kind in ("text", "reply"):
        written = question.parts[question.id][0]
        return (BoardAnswer(written, right=True, feedback=""),)
    words = option_words(question, section)
    return tuple(
        BoardAnswer(
            to_inline_paper_html(words.get(option, option)),
            right=question.kind in ("choice", "order") and option in right,
            feedback=to_inline_paper_html(section.feedback.get(option, "")),
        )
        for option in as_asked(question)
    )


def _parts(question: LessonQuestion, section: StepText) -> tuple[BoardPart, ...]:
    letters = dict(zip(as_asked(question), "ABCDEFGHIJKLMNOP", strict=False))
    letters[AS_IT_IS] = "✓"

    words = option_words(question, section)

    def said(option: str) -> str:
        return to_inline_paper_html(words.get(option, option))

    if isinstance(question.right, dict):
        chosen = {
            arrow: question.option(said) for arrow, said in question.right.items()
        }
        return tuple(
            BoardPart(
                to_inline_paper_html(section.arrows.get(arrow, arrow)),
                "" if chosen[arrow] == AS_IT_IS else said(chosen[arrow]),
                letters[chosen[arrow]],
            )
            for arrow in question.arrows
        )
    if question.kind == "order":
        return tuple(
            BoardPart(str(place), said(option), letters[option])
            for place, option in enumerate(question.right, 1)
        )
    return ()
