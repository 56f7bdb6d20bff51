"""A session in one file that replays it, opened from a disk or a phone, offline.

The page is Mira's own (`static/src/replay.js`), its style and fonts inlined, with the
served events, all languages and the state tables beside it. They are packed: gzip in
base64, so that nothing a message says can close a tag, and a session stays small enough
to send. A policy in the page forbids whatever is not in it: the one script is known by
its hash, and no address may be fetched but, where there is a permalink, a picture
beside the file: its being there says that the static edition is.

Without scripts it is the transcript. Nothing can be done in it; where the static
edition stands beside it, a link leads there, to the step on show.
"""

import gzip
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

import msgspec

from simulator.projections.shapes import Boot, Json, Machines, Served
from simulator.projections.shapes.glossary import Term

Catalogues = Mapping[str, Mapping[str, str]]
TermLists = Mapping[str, Sequence[Term]]
"""By language."""

ASKED = re.compile(r"\bui\.\w+")
"""How keys begin that views ask for by themselves: so they stand in their script, even
where the rest is put together."""

OF_LANGUAGES = "language"


class Bundle(NamedTuple):
    """The built browser parts. `fonts`: the name their style sheet uses to octets."""

    script: str
    style: str
    fonts: Mapping[str, bytes]


class SavedSession(NamedTuple):
    """What is replayed: `boot` and `events` as served, `transcript` as plain text,
    `terms` by language: what its texts explain in place; `permalink`: of its last
    moment, "" where there is none."""

    lang: str
    title: str
    boot: Boot
    events: Sequence[Served]
    texts: Catalogues
    machines: Machines
    transcript: str
    terms: TermLists
    permalink: str = ""


def replay(session: SavedSession, bundle: Bundle) -> bytes:
    """The file."""
    events = msgspec.to_builtins(session.events)
    spoken = frozenset(_keys(events))
    asked = frozenset((*ASKED.findall(bundle.script), OF_LANGUAGES))
    data = {
        "boot": session.boot,
        "events": events,
        "texts": {
            lang: _wanted(spoken, asked, catalogue)
            for lang, catalogue in session.texts.items()
        },
        "machines": session.machines,
        "terms": session.terms,
        "permalink": session.permalink,
    }
    script = bundle.script
    policy = _policy(script, "data: file: 'self'" if session.permalink else "data:")
    assert "</script" not in script and "<!--" not in script
    style = bundle.style.replace("</style", "<\\/style")
    for name, octets in bundle.fonts.items():
        inlined = f"data:font/woff2;base64,{b64encode(octets).decode()}"
        style = style.replace(name, inlined)
    return (
        f'<!doctype html>\n<html lang="{session.lang}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(session.title)}</title>\n<style>{style}</style>\n"
        "</head>\n<body>\n<ct-app></ct-app>\n"
        f"<noscript><pre>{escape(session.transcript)}</pre></noscript>\n"
        f'<script type="text/plain" id="data">{_packed(data)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


def _policy(script: str, pictures: str) -> str:
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; "
        f"style-src 'unsafe-inline'; img-src {pictures}; font-src data:"
    )


def _packed(data: Mapping[str, Json]) -> str:
    """The same octets every time."""
    octets = gzip.compress(msgspec.json.encode(data), 9, mtime=0)
    return b64encode(octets).decode()


def _wanted(
    spoken: frozenset[str], asked: frozenset[str], catalogue: Mapping[str, str]
) -> dict[str, str]:
    """The words of the page, and of the sentences in this session."""
    return {
        key: text
        for key, text in catalogue.items()
        if key in spoken or _group(key) in asked
    }


def _group(key: str) -> str:
    """Its first two names; of what is said of languages the first."""
    first, _, rest = key.partition(".")
    return first if first == OF_LANGUAGES else f"{first}.{rest.partition('.')[0]}"


def _keys(value: Json) -> list[str]:
    """Whatever is the `key` of something, at any depth."""
    if isinstance(value, Mapping):
        mine = [value["key"]] if isinstance(value.get("key"), str) else []
        return mine + [key for each in value.values() for key in _keys(each)]
    if isinstance(value, list | tuple):
        return [key for each in value for key in _keys(each)]
    return []
