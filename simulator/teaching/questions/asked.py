"""A question of a lesson as it is asked: on the page, and on paper.

Why it exists: both ask with the same words, in the same order. It refuses to tell what
is right.
"""

from simulator.projections.shapes.lessons import AnswerOption, AskedQuestion, Labelled
from simulator.teaching.exercises import drawn
from simulator.teaching.questions.question import LessonQuestion
from simulator.teaching.text import StepText, to_inline_html


def labelled(name: str, said: str) -> Labelled:
    """Something with its words, which are Markdown."""
    return Labelled(id=name, label=to_inline_html(said))


def option_words(question: LessonQuestion, section: StepText) -> dict[str, str]:
    """The words of its options, as Markdown; a line of a message speaks for itself."""
    lines = {name: f"`{line}`" for name, line in question.lines.items() if line}
    return {**lines, **section.options}


def asked_question(question: LessonQuestion, section: StepText) -> AskedQuestion:
    """The question in the words of a step's text, without what is right."""
    options, arrows = option_words(question, section), section.arrows
    predicted = question.heard if question.kind == "reply" else None
    return AskedQuestion(
        id=question.id,
        kind=question.kind,
        prompt=to_inline_html(section.prompt),
        options=tuple(
            AnswerOption(value=value, label=to_inline_html(options.get(value, value)))
            for value in as_asked(question)
        ),
        arrows=tuple(
            labelled(f"{question.id}.{arrow}", arrows.get(arrow, arrow))
            for arrow in question.arrows
        )
        or None,
        lines=question.lines,
        among=question.among,
        claims={f"{question.id}.{a}": said for a, said in question.claims.items()},
        said=predicted.turns[0].said if predicted else None,
        pop3=predicted.protocol == "pop3" if predicted else None,
    )


def as_asked(question: LessonQuestion) -> tuple[str, ...]:
    """Its options; what is to be put in order is shuffled, the same for everybody."""
    if question.kind != "order":
        return question.options
    shuffled = drawn(question.options, question.id)
    told = shuffled[: len(question.right)] == list(question.right)
    return tuple(shuffled[1:] + shuffled[:1] if told else shuffled)
