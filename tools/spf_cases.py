"""The cases of the SPF test suite (openspf, for RFC 7208), to be played by the page.

They are the work of others, under a licence of their own: `make setup` fetches them by
their hash, in pyspf's source archive, and writes them to a file that git ignores, with
that licence inside. Where that was not done, the page says so.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from simulator.projections.shapes.sender_checks import (
    SpfCase,
    SpfCases,
    SpfCaseSection,
)
from simulator.protocols.dns import escaped_name, is_name, txt_data
from simulator.protocols.spf import SpfIdentity
from tools.run import SOURCES, SPF_CASES

# Any: what YAML holds


def archived() -> tuple[str, list[dict[str, Any]], str]:
    """Name of the archive, the sections of the suite, its licence."""
    [archive] = SOURCES.glob("pyspf-*.tar.gz")
    name = archive.name.removesuffix(".tar.gz")
    with tarfile.open(archive) as source:

        def text(file: str) -> str:
            found = source.extractfile(f"{name}/test/rfc7208-tests.{file}")
            assert found is not None
            return found.read().decode("utf-8")

        return name, list(yaml.load_all(text("yml"), yaml.BaseLoader)), text("LICENSE")


def records(entries: list[Any]) -> Iterator[tuple[str, str]]:
    """What a name has, as in a zone file: a record of type SPF is one of TXT, too,
    where there is none."""
    kinds = {kind for entry in entries if entry != "TIMEOUT" for kind in entry}
    for entry in entries:
        if entry == "TIMEOUT":
            continue
        [(kind, value)] = entry.items()
        if value == "NONE" or (kind == "SPF" and "TXT" in kinds):
            continue
        if kind in ("SPF", "TXT"):
            whole = value if isinstance(value, str) else "".join(value)
            yield "TXT", txt_data(whole.encode("latin-1"))
        elif kind == "MX":
            yield kind, f"{value[0]} {_absolute(value[1])}"
        elif kind in ("CNAME", "PTR"):
            yield kind, _absolute(value)
        else:
            yield kind, value


def _absolute(name: str) -> str:
    return name.removesuffix(".") + "."


def section(found: dict[str, Any]) -> SpfCaseSection:
    """One document of the suite. Names that DNS cannot hold are left out: nobody can
    ask for them."""
    lines: list[str] = []
    txt: dict[str, list[int]] = {}
    silent = []
    for name, entries in found["zonedata"].items():
        if not is_name(name):
            continue
        if "TIMEOUT" in entries:
            silent.append(name)
        for kind, value in records(entries):
            if kind == "TXT":
                txt.setdefault(name.lower(), []).append(len(lines))
            lines.append(f"{escaped_name(name)}. {kind} {value}")
    title = found["description"]
    return SpfCaseSection(
        id=title.lower().replace(" ", "_").replace("-", "_"),
        lines=tuple(lines),
        silent=tuple(silent),
        cases=tuple(
            case(name, each, lines, txt) for name, each in found["tests"].items()
        ),
    )


def case(
    name: str, said: dict[str, Any], lines: list[str], txt: dict[str, list[int]]
) -> SpfCase:
    """One case; the record it begins with apart, where it is the only one and plain."""
    identity = SpfIdentity(said["host"], said["helo"], said["mailfrom"])
    own = txt.get(identity.domain.lower(), [])
    text = lines[own[0]].partition(' TXT "')[2] if len(own) == 1 else ""
    plain = text.endswith('"') and not {'"', "\\"} & {*text[:-1]}
    accepted, spec = said["result"], said.get("spec", ())
    return SpfCase(
        id=name,
        address=said["host"],
        helo=said["helo"],
        sender=said["mailfrom"],
        domain=identity.domain,
        record=text[:-1] if plain else "",
        line=own[0] if plain else -1,
        accepted=(accepted,) if isinstance(accepted, str) else tuple(accepted),
        explanation=_explanation(said.get("explanation")),
        spec=(spec,) if isinstance(spec, str) else tuple(map(str, spec)),
        comment=" ".join(
            str(said[part]).strip()
            for part in ("description", "comment")
            if said.get(part)
        ),
    )


def _explanation(said: str | None) -> str | None:
    return "" if said == "DEFAULT" else said


def write(path: Path = SPF_CASES) -> None:
    """The file, from the archive."""
    name, sections, licence = archived()
    cases = SpfCases(
        source=name, notice=licence, sections=tuple(map(section, sections))
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(cases)))


if __name__ == "__main__":
    write()
