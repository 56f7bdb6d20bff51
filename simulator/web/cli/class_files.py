"""`flask grades class FILE`: the file of a class, played again.

It refuses to believe a score in the file: each is made from what it says was done.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from simulator.classroom.results import (
    CLASS_FILE_OCTETS_MAX,
    ClassRecord,
    lessons_of,
    read_class_record,
    score_rows,
    student_result,
)
from simulator.export import csv_table
from simulator.hosting import Content, Refusal
from simulator.web.cli.output_files import Wrong


def check_class(file: Path, content: Content, lang: str) -> bool:
    """Write the scores as CSV, and beside it whether the file is as it was saved; so is
    the answer, and that everything replays. Raises Wrong."""
    says = partial(_said, content, lang)
    record = _read(file, says)
    students = [student_result(each, content) for each in record.students]
    rows = score_rows(students, lessons_of(students, content, lang), says)
    click.echo(csv_table(rows), nl=False)
    seal = record.seal()
    click.echo(says(seal.said.key, **seal.said.params), err=True)
    lessons = (each for student in students for each in student.lessons.values())
    return seal.unchanged and not any(each.strange for each in lessons)


def _read(file: Path, says: Callable[..., str]) -> ClassRecord:
    try:
        with file.open("rb") as opened:
            return read_class_record(opened.read(CLASS_FILE_OCTETS_MAX + 1))
    except OSError as error:
        raise Wrong(f"{file}: {error.strerror}") from None
    except Refusal as refusal:
        raise Wrong(f"{file}: {says(refusal.key, **refusal.params)}") from None


def _said(content: Content, lang: str, key: str, **params: str | int) -> str:
    return content.words(lang, key, params)
