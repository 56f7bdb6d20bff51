"""`flask grades check FILES...`: exams, played again, as one table; `grades class`.

It refuses to believe a score: each is made from what the file says was done. A file
that cannot be graded is a row with the reason; the others are graded all the same.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click
from flask.cli import AppGroup

from simulator.export import csv_table
from simulator.hosting import Content, load_content
from simulator.projections.catalogue import Catalogue, Text, render
from simulator.scenario import ScenarioError
from simulator.teaching import LessonError
from simulator.teaching.exams import (
    FILE_OCTETS_MAX,
    ExamSource,
    Grades,
    RecordError,
    grade,
    read_record,
)
from simulator.web.cli.chosen_language import chosen_language
from simulator.web.cli.class_files import check_class
from simulator.web.cli.output_files import Wrong

COLUMNS = ("file", "nickname", "exam", "code", "points", "of", "complaints")


class Folders(NamedTuple):
    """Where scenarios, lessons, languages and a teacher's own lessons are."""

    scenarios: Path
    lessons: Path
    texts: Path
    own: Path | None


class Row(NamedTuple):
    """One file. `grades`: None when it cannot be graded. `work`: what was done."""

    file: str
    code: str = ""
    grades: Grades | None = None
    complaints: tuple[Text, ...] = ()
    work: bytes = b""


def grades_group(folders: Folders) -> AppGroup:
    """The group `grades`."""
    group = AppGroup("grades", help="Grade the files of exams.")

    @group.command("check", with_appcontext=False)
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--lang", help="A language; without it, the first.")
    def check(files: tuple[Path, ...], lang: str | None) -> None:
        """Play the exams in FILES again and write their points as CSV.

        A file is what a student saves at the end, or a text with what the QR code of
        the printed sheet holds.
        """
        texts, tag = chosen_language(folders.texts, lang)
        source = _content(folders).exams
        rows = _compared([_row(file, source) for file in files])
        click.echo(_table(rows, texts[tag]), nl=False)
        if any(row.grades is None for row in rows):
            raise click.exceptions.Exit(1)

    @group.command("class", with_appcontext=False)
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--lang", help="A language; without it, the first.")
    def class_(file: Path, lang: str | None) -> None:
        """Play the FILE of a class again and write its scores as CSV.

        Whether the file is as it was saved is said beside it.
        """
        _, tag = chosen_language(folders.texts, lang)
        if not check_class(file, _content(folders), tag):
            raise click.exceptions.Exit(1)

    return group


def _content(folders: Folders) -> Content:
    try:
        return load_content(*folders)
    except (LessonError, ScenarioError) as error:
        raise Wrong(str(error)) from None


def _row(file: Path, source: ExamSource) -> Row:
    name = file.name
    try:
        with file.open("rb") as opened:
            record = read_record(opened.read(FILE_OCTETS_MAX + 1))
        grades = grade(record, source)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Row(name, complaints=(Text("grades.unreadable", {"reason": reason}),))
    except RecordError as error:
        return Row(name, complaints=(Text(error.key, error.params),))
    return Row(name, record.digest, grades, grades.complaints, record.work)


def _compared(rows: Sequence[Row]) -> list[Row]:
    """Says of each row which others hold the same work under another nickname."""
    same: dict[bytes, list[tuple[str, str]]] = {}
    for row in rows:
        if row.grades and row.work:
            same.setdefault(row.work, []).append((row.file, row.grades.nickname))
    return [_with_same(row, same.get(row.work, [])) for row in rows]


def _with_same(row: Row, files: Sequence[tuple[str, str]]) -> Row:
    own = row.grades.nickname.casefold() if row.grades else ""
    said = (
        Text("grades.same_work", {"file": file, "nickname": nickname})
        for file, nickname in files
        if nickname.casefold() != own
    )
    return row._replace(complaints=(*row.complaints, *said))


def _table(rows: Sequence[Row], words: Catalogue) -> str:
    """As CSV (RFC 4180): a row for each file, after the total a pair of columns for
    each task."""
    most = max(len(row.grades.tasks) if row.grades else 0 for row in rows)
    tasks = [f"{part}{n}" for n in range(1, most + 1) for part in ("task", "of")]
    return csv_table([[*COLUMNS, *tasks], *(_values(row, words) for row in rows)])


def _values(row: Row, words: Catalogue) -> list[str]:
    said = "; ".join(render(words, each.key, each.params) for each in row.complaints)
    found = row.grades
    if found is None:
        return [row.file, "", "", "", "", "", said]
    scores = [found.score, *(task.score for task in found.tasks)]
    points = [str(number) for score in scores for number in (score.got, score.of)]
    who = [row.file, found.nickname, found.plan.code, row.code]
    return [*who, *points[:2], said, *points[2:]]
