"""`make pseudo`: Cartero in `qps`, a made-up language, to see what a translation meets.

Every text is accented, in brackets and a third longer than the first language's, so
that what is cut off, has no room or is not in the catalogue can be seen. What stands in
braces or in code, citations, and whatever travels on the wire stay as they are. The
copy is written to `build/pseudo/`; nothing else is touched.

    python -m tools.pseudo       write it, and serve it at the address of `make run`
"""

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from simulator.languages import FOLDER, read
from tools.run import ROOT

TAG = "qps"
BUILD = ROOT / "build" / "pseudo"
LONGER = 4 / 3

_ACCENTED = str.maketrans(
    "aeiouyncsAEIOUYNCSáéíóúüñÁÉÍÓÚÑ", "åêîøûÿńçšÅÊÎØÛŸŃÇŠåêîøûûńÅÊÎØÛŃ"
)
_KEPT = re.compile(
    r"`[^`]*`|\]\([^)]*\)|\{(?!\w+#)[^{}]*\}"  # code, links, wire, parameters
    r"|\{\w+#|[|}]"  # the forms of a number are words
    r"|[^\s|{}`<]*[@/\\_=][^\s|{}`<]*"  # addresses, paths
    r"|[\w-]+(?:[.:][\w-]+)+"  # names of hosts, files, acts
)
_WORD = re.compile(r"[^\W\d_]+")


def pseudo(text: str) -> str:
    """`text` in the made-up language. Words in capitals, as SMTP, stay."""
    room = len(text) * LONGER - len(text) - 2
    said, at = [], 0
    for kept in _KEPT.finditer(text):
        said += [_accented(text[at : kept.start()]), kept[0]]
        at = kept.end()
    said.append(_accented(text[at:]))
    padding = "".join(
        "~" * min(8, round(room) - n) + " " for n in range(0, round(room), 9)
    )
    return f"[{''.join(said)}{' ' + padding.rstrip() if padding else ''}]"


def _accented(text: str) -> str:
    def word(match: re.Match[str]) -> str:
        return match[0] if match[0].isupper() else match[0].translate(_ACCENTED)

    return _WORD.sub(word, text)


def pseudo_lesson(markdown: str) -> str:
    """A lesson's text: its marks stay, the words after them change."""
    lines, fenced = [], False
    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        mark = re.match(
            r"## [\w-]+: |#+ |[?>!] (?:\([\w-]+\) )?|- (?:\( \)|\(=\)|\[ \]) [\w.-]+: "
            r"|\s*(?:[-*] |\d+\. )|\| ?",
            line,
        )
        start = mark.end() if mark else 0
        same = fenced or line.startswith("```") or not line[start:].strip()
        lines.append(line if same else line[:start] + pseudo(line[start:]))
    return "\n".join(lines) + "\n"


def build(
    folder: Path = BUILD, tag: str = TAG, speak: Callable[[str], str] = pseudo
) -> Path:
    """Write texts and lessons, with one more language, into `folder`/texts and /lessons
    and give `folder` back. `speak` says a text of the first language in the new one."""
    shutil.rmtree(folder, ignore_errors=True)
    texts, lessons = folder / "texts", folder / "lessons"
    shutil.copytree(FOLDER, texts)
    shutil.copytree(ROOT / "lessons", lessons)
    first = read().first
    own = texts / tag
    own.mkdir()
    name = speak("Pseudo")
    (own / "language.toml").write_text(
        f'name = "{name}"\nfalls_back_to = "{first}"\n', encoding="utf-8"
    )
    catalogue = "".join(
        f"{_quoted(key)} = {_quoted(speak(text))}\n"
        for key, text in read().written[first].items()
    )
    (own / "all.toml").write_text(catalogue, encoding="utf-8")
    for path in lessons.rglob(f"{first}.md"):
        words = pseudo_lesson(path.read_text("utf-8"))
        path.with_name(f"{tag}.md").write_text(words, encoding="utf-8")
    for path in lessons.rglob("*.toml"):
        path.write_text(
            labelled(path.read_text("utf-8"), first, tag, speak), encoding="utf-8"
        )
    return folder


def labelled(toml: str, first: str, tag: str, speak: Callable[[str], str]) -> str:
    """A TOML file where every label of the first language has one in the new one."""
    label = rf'(?m)(^|[{{,] )((?:\w+\.)?){first} = ("(?:[^"\\]|\\.)*")'

    def both(found: re.Match[str]) -> str:
        words = tomllib.loads(f"x = {found[3]}")["x"]
        gap = "\n" if found[1] == "" else ", "
        return f"{found[0]}{gap}{found[2]}{tag} = {_quoted(speak(words))}"

    return re.sub(label, both, toml)


def _quoted(text: str) -> str:
    """As a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def serve(environ: Mapping[str, str]) -> None:
    """Cartero with that language, until interrupted."""
    import msgspec

    import app

    folder = build()
    config = msgspec.structs.replace(
        app.config_from(environ, []),
        texts=folder / "texts",
        lessons=folder / "lessons",
        scenarios=folder / "lessons" / "scenarios",
    )
    app.serve(app.create_app(config))


def main() -> int:
    """`python -m tools.pseudo`."""
    from gevent import monkey

    monkey.patch_all()
    serve(os.environ)
    return 0


if __name__ == "__main__":
    sys.exit(main())
