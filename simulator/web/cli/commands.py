"""Cartero without a browser: `flask lab run`, `lessons new`, `lessons check`, `lessons
facts`, `texts check`, `grades check`, `mail check`.

Exit codes: 0 fine, 1 lessons, texts or exams have problems, 2 a file, a line or an
option is wrong.
"""

from pathlib import Path

import click
from flask.cli import AppGroup

from simulator.acts import Act, ScriptError, parse_script
from simulator.export import jsonl, transcript
from simulator.lab import Lab, LabError
from simulator.languages import FOLDER
from simulator.projections.catalogue import Catalogue, TextError, Texts, render
from simulator.scenario import Scenario, ScenarioError, load_scenario
from simulator.teaching import LessonError, check_folder, check_languages
from simulator.teaching.authoring import begin_lesson
from simulator.teaching.vocabulary import described, kinds_of, unknown_kind
from simulator.web.cli.chosen_language import chosen_language, load_texts
from simulator.web.cli.grades import Folders, grades_group
from simulator.web.cli.mail import mail_group
from simulator.web.cli.output_files import AskedFiles, Wrong, file_options, write_files


def commands(
    scenarios: Path,
    lessons: Path,
    dist: Path,
    texts: Path = FOLDER,
    own: Path | None = None,
) -> list[AppGroup]:
    """The groups `lab`, `lessons`, `texts`, `grades` and `mail`. The folders are where
    names are looked up, where the built browser parts, the languages and a teacher's
    own lessons are."""
    return [
        _lab_group(scenarios, dist, texts),
        _lessons_group(scenarios, lessons, texts),
        _texts_group(scenarios, lessons, texts),
        grades_group(Folders(scenarios, lessons, texts, own)),
        mail_group(texts),
    ]


def _lab_group(scenarios: Path, dist: Path, texts: Path) -> AppGroup:
    group = AppGroup("lab", help="Run a lab without a browser.")

    @group.command("run", with_appcontext=False)
    @click.argument("scenario")
    @click.option("--seed", default=1, show_default=True, help="Seed of all chance.")
    @click.option(
        "--script",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Acts of the student. Without it the demonstration runs to its end.",
    )
    @click.option(
        "--transcript",
        "form",
        flag_value="text",
        help="Every session whole, line by line (the default).",
    )
    @click.option(
        "--jsonl", "form", flag_value="jsonl", help="The journal, one event a line."
    )
    @file_options
    @click.option("--lang", help="A language; without it, the first.")
    def run(
        scenario: str,
        seed: int,
        script: Path | None,
        form: str | None,
        lang: str | None,
        asked: AskedFiles,
    ) -> None:
        """Run SCENARIO (a name or a TOML file) and print the whole session, or write
        the files asked for.

        \b
        A script has one act on each line, as JSON or like this:
          open pc-ana sur 25      telnet from a machine to a machine and port
          line EHLO pc-ana        type a line; `line` alone is just Enter
          paste DATA\\nHola\\n.    several lines at once
          close
          send pc-ana benito@sur.example "Subject" "Body"
          collect pc-benito       also: power_on, power_off
          cut norte               also: restore, and every other fault
          skip                    jump to the next timer that waits
          answer question value
          {"act": "line", "conn": "c2", "text": "NOOP"}
        Lines that begin with # are comments.
        """
        catalogues, tag = chosen_language(texts, lang)
        found = _scenario(scenario, scenarios, catalogues)
        played = _play(found, seed, script, catalogues[tag])
        if write_files(played, catalogues, tag, dist, asked) and form is None:
            return
        if form == "jsonl":
            for part in jsonl(played.journal):
                click.echo(part, nl=False)
            return
        click.echo(transcript(played.journal, catalogues[tag]), nl=False)

    return group


def _lessons_group(scenarios: Path, lessons: Path, texts: Path) -> AppGroup:
    group = AppGroup("lessons", help="Write and check lessons.")

    @group.command("new", with_appcontext=False)
    @click.argument("folder", type=click.Path(path_type=Path))
    @click.option("--title", help="Its title; without it, its folder's name.")
    @click.option(
        "--scenario",
        default="sesion-smtp",
        show_default=True,
        help="The world it happens in: a name, or a TOML file of your own.",
    )
    def new(folder: Path, title: str | None, scenario: str) -> None:
        """Begin a lesson in FOLDER, whose name says what it is about: small letters,
        digits and hyphens. What is still to be written stands in it in [[ ]], and
        `flask lessons check` asks for it."""
        catalogues = load_texts(texts)
        found = _scenario(scenario, scenarios, catalogues)
        try:
            begin_lesson(folder, title, found, lessons, catalogues)
        except LessonError as error:
            raise Wrong(str(error)) from None
        click.echo(f"{folder}: {', '.join(sorted(f.name for f in folder.iterdir()))}")

    @group.command("check", with_appcontext=False)
    @click.argument(
        "folder",
        required=False,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
    )
    def check(folder: Path | None) -> None:
        """Check the lessons in FOLDER (Cartero's own without one)."""
        chosen = folder or lessons
        problems = check_folder(chosen, load_texts(texts))
        for problem in problems:
            click.echo(str(problem), err=True)
        if problems:
            raise click.exceptions.Exit(1)
        click.echo(f"{chosen}: OK")

    @group.command("facts", with_appcontext=False)
    @click.argument("word", default="")
    def facts(word: str) -> None:
        """List the kinds of fact a goal may name, with their fields: of a layer (WORD
        is smtp, pop3, message...), the one called WORD, or all."""
        kinds = list(kinds_of(word))
        if not kinds:
            raise Wrong(unknown_kind(word))
        click.echo("\n\n".join(map(described, kinds)))

    return group


def _texts_group(scenarios: Path, lessons: Path, texts: Path) -> AppGroup:
    group = AppGroup("texts", help="Check the languages.")

    @group.command("check", with_appcontext=False)
    def check_texts() -> None:
        """Say what each language lacks: texts, lessons, labels."""
        problems = check_languages(load_texts(texts), lessons, scenarios)
        for problem in problems:
            click.echo(problem, err=True)
        if problems:
            raise click.exceptions.Exit(1)
        click.echo(f"{texts}: OK")

    return group


def _scenario(name: str, folder: Path, texts: Texts) -> Scenario:
    """By path, or by the name of a file in the folder of scenarios."""
    path = Path(name)
    if not path.exists():
        path = folder / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.toml"))) or "none"
        raise Wrong(f"{name}: no such scenario (known: {known})")
    try:
        return load_scenario(path, texts)
    except ScenarioError as error:
        raise Wrong(str(error)) from None


def _play(scenario: Scenario, seed: int, script: Path | None, words: Catalogue) -> Lab:
    lab = Lab(scenario, seed)
    lab.open()
    lab.settle()
    actor = "student" if script else "auto"
    for line, act in _acts(scenario, script):
        try:
            lab.apply(act, actor)
        except LabError as error:
            sentence = _say(error, words)
            raise Wrong(f"{script}:{line}: {sentence}") from None
        lab.settle()
    return lab


def _acts(scenario: Scenario, script: Path | None) -> list[tuple[int, Act]]:
    if script is None:
        return list(enumerate(scenario.demonstration_acts(), 1))
    try:
        return parse_script(script.read_text(encoding="utf-8"), str(script))
    except ScriptError as error:
        raise Wrong(str(error)) from None
    except UnicodeDecodeError:
        raise Wrong(f"{script}: is not UTF-8 text") from None


def _say(error: LabError, words: Catalogue) -> str:
    """The sentence of a LabError."""
    try:
        return render(words, error.key, error.params)
    except TextError:
        return str(error)
