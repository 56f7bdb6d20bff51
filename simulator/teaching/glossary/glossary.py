"""The entries checked, and in a language.

Why it exists: one source of what a word means. The terminal, the inspector, lessons and
the page of the glossary say the same, and where the catalogue has the words already the
entry names their key instead of repeating them.

It refuses an entry whose references lead nowhere: key, section, claim, other entry.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from simulator.languages import Texts, read
from simulator.projections.catalogue import TextError, placeholders
from simulator.projections.shapes import Machines, VerbHelp
from simulator.projections.shapes.glossary import (
    GlossaryEntry,
    GlossaryPage,
    ListedRfc,
    RfcFamily,
    Term,
    TreatingLesson,
    UnlikeEntry,
)
from simulator.projections.state_tables import machines
from simulator.rfc import FAMILIES, INDEX, wrong_citations
from simulator.teaching.glossary.entries import EntryFile, WrittenEntry
from simulator.teaching.library import Library
from simulator.teaching.slides import Claim, Course
from simulator.teaching.toml_files import LessonError, load_file


class Glossary(msgspec.Struct, frozen=True):
    """Every entry by id, in the order of the page; `groups`: group to its protocol, or
    "". `machines`: the state tables, which know the commands."""

    entries: dict[str, WrittenEntry]
    group_of: dict[str, str]
    groups: dict[str, str]
    claims: dict[str, Claim]
    machines: Machines
    texts: Texts
    library: Library

    def page(self, lang: str) -> GlossaryPage:
        """The whole, as the browser shows it."""
        return GlossaryPage(
            groups=tuple(self.groups),
            entries=tuple(self._shown(entry, lang) for entry in self.entries.values()),
            rfcs=tuple(
                ListedRfc(
                    number=rfc.number,
                    title=rfc.title,
                    year=rfc.year,
                    level=rfc.level,
                    obsoleted_by=rfc.obsoleted_by,
                    updated_by=rfc.updated_by,
                )
                for rfc in sorted(INDEX.values())
            ),
            families=tuple(
                RfcFamily(id=name, roots=roots) for name, roots in FAMILIES.items()
            ),
        )

    def terms(self, lang: str) -> tuple[Term, ...]:
        """What texts explain in place."""
        return tuple(
            Term(
                id=entry.id,
                name=self.name(entry.id, lang),
                words=self.texts.pick(entry.words, lang),
                means=self.means(entry, lang),
            )
            for entry in self.entries.values()
            if entry.words
        )

    def name(self, entry_id: str, lang: str) -> str:
        """What an entry is called."""
        name = self.entries[entry_id].name
        return name if isinstance(name, str) else self.texts.pick(name, lang)

    def means(self, entry: WrittenEntry, lang: str) -> str:
        """What an entry says: the words of the catalogue, then its own."""
        said = [self.texts[lang][key] for key in entry.keys]
        if entry.means:
            said.append(self.texts.pick(entry.means, lang))
        return " ".join(said)

    def verb(self, entry: WrittenEntry) -> VerbHelp | None:
        """What the state table says of a command."""
        if not entry.command:
            return None
        protocol = self.groups[self.group_of[entry.id]]
        return self.machines[protocol].verbs[entry.command]

    def cites(self, entry: WrittenEntry) -> tuple[str, ...]:
        """The sections that define it."""
        verb = self.verb(entry)
        return tuple(dict.fromkeys((*((verb.rfc,) if verb else ()), *entry.cites)))

    def _shown(self, entry: WrittenEntry, lang: str) -> GlossaryEntry:
        verb, claim = self.verb(entry), self.claims.get(entry.shows)
        return GlossaryEntry(
            id=entry.id,
            group=self.group_of[entry.id],
            name=self.name(entry.id, lang),
            found_by=" ".join(self._names(entry)),
            means=self.means(entry, lang),
            syntax=verb.syntax if verb else "",
            example=entry.example,
            cites=self.cites(entry),
            unlike=tuple(
                UnlikeEntry(
                    id=other.id,
                    name=self.name(other.id, lang),
                    why=self.texts.pick(other.why, lang),
                )
                for other in entry.unlike
            ),
            scene=_scene(claim),
            tries=entry.tries,
            lessons=tuple(self._lessons(claim, lang)),
        )

    def _names(self, entry: WrittenEntry) -> Iterator[str]:
        """All it is called, in every language."""
        for words in (entry.name, entry.also):
            if isinstance(words, str):
                yield words
            elif words:
                yield from dict.fromkeys(words.values())

    def _lessons(self, claim: Claim | None, lang: str) -> Iterator[TreatingLesson]:
        numbers = claim.lessons if claim else ()
        for slug, loaded in self.library.lessons.items():
            number = loaded.lesson.number
            if number in numbers:
                title = loaded.words(lang).title
                yield TreatingLesson(number=number, slug=slug, title=title)


def _scene(claim: Claim | None) -> str:
    if claim is None or claim.shows is None:
        return ""
    return claim.shows.address(claim.scene_name)


def load_glossary(
    folder: Path, course: Course, library: Library, texts: Texts | None = None
) -> Glossary:
    """`glossary/*.toml` of the folder, if any, complete in every language of `texts`
    (without it, Cartero's own). Raises LessonError."""
    claims = [claim for slide in course.slides for claim in slide.claims]
    glossary = Glossary(
        entries={},
        group_of={},
        groups={},
        claims={claim.id: claim for claim in (*claims, *course.misconceptions)},
        machines=machines(),
        texts=texts or read(),
        library=library,
    )
    files = {
        path: load_file(path, EntryFile)
        for path in sorted((folder / "glossary").glob("*.toml"))
    }
    for path, file in sorted(files.items(), key=lambda found: found[1].order):
        glossary.groups[file.group] = file.protocol
        for entry in file.entry:
            if entry.id in glossary.entries:
                raise LessonError(str(path), entry.id, "there is such an entry already")
            glossary.entries[entry.id] = entry
            glossary.group_of[entry.id] = file.group
    for path, file in files.items():
        for entry in file.entry:
            for reason in _problems(entry, file.protocol, glossary):
                raise LessonError(str(path), f"entry ({entry.id})", reason)
    return glossary


def _problems(entry: WrittenEntry, protocol: str, glossary: Glossary) -> Iterator[str]:
    texts = glossary.texts
    names = entry.name if isinstance(entry.name, dict) else None
    spoken = [names, entry.means, entry.also, entry.words]
    for words in (*spoken, *(other.why for other in entry.unlike)):
        reason = texts.wrong_in(words) if words else ""
        if reason:
            yield reason
    for key in entry.keys:
        yield from _key_problems(key, texts[texts.first])
    tables = glossary.machines
    known = tables[protocol].verbs if protocol in tables else {}
    if entry.command and entry.command not in known:
        yield f"{protocol or 'no protocol'} has no command {entry.command!r}"
    yield from wrong_citations(entry.cites)
    for other in entry.unlike:
        if other.id not in glossary.entries:
            yield f"unlike: there is no entry {other.id!r}"
    if entry.shows and entry.shows not in glossary.claims:
        yield f"shows: there is no claim {entry.shows!r}"


def _key_problems(key: str, catalogue: Mapping[str, str]) -> Iterator[str]:
    if key not in catalogue:
        yield f"keys: no text has the key {key!r}"
        return
    try:
        if placeholders(catalogue[key]):
            yield f"keys: {key} tells of a machine or a number"
    except TextError as error:
        yield str(error)
