"""The ladder as one picture to print or project: SVG that needs nothing else.

Light on paper, fonts by name with fallbacks, no style sheet, script or address of any
kind: only presentation attributes, so that it looks the same in a browser, a word
processor and a vector editor. Colour never speaks alone: replies have shapes too.

It reads steps as they are served (`projections/served_journal.py`) and takes their
words from whoever renders them. No line is cut off: long ones break, and what is left
out is counted.
"""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.export.transcript import printable, shown
from simulator.projections.catalogue import Param
from simulator.projections.shapes import Beat, Step
from simulator.projections.shapes.model import Chapter

WIDTH = 1_000
GUTTER, MARGIN = 56, 24
SANS_PX, MONO_PX = 14, 13
SANS_CHAR, MONO_CHAR = 0.53 * SANS_PX, 0.63 * MONO_PX
LINE = 18
LINES_MAX = 8
HEADS = 44
SHEET = 1_400
"""Height of a sheet of A4 that is `WIDTH` wide, less what a printer keeps."""

SANS = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Verdana, sans-serif"
MONO = "Atkinson Hyperlegible Mono, Consolas, Menlo, DejaVu Sans Mono, monospace"
PAPER, INK, INK_2, RAIL, EDGE = "#ffffff", "#1b2330", "#465061", "#c9c4b6", "#85806f"
PROTOCOLS = {
    "smtp": "#1763e9",
    "pop3": "#aa5408",
    "imap": "#652c64",
    "http": "#083000",
    "dns": "#55615a",
}
CLASSES = {"2": "#0c786d", "3": "#8f6000", "4": "#742000", "5": "#ca1361"}
CLASS_OF = {**dict(zip("2345", "2345", strict=True)), "+": "2", "-": "5"}

_MARKS = {
    "2": '<circle cx="12" cy="12" r="9.5"/>',
    "3": '<rect x="3" y="3" width="18" height="18" rx="4.5"/>',
    "4": '<path d="M12 2.5 22.3 20.500H1.7z"/>',
    "5": '<path d="M8 2.500h8L21.5 8v8L16 21.500H8L2.5 16V8z"/>',
}
_STROKES = {
    "2": "m7.8 12.3 2.900 2.9 5.500-6",
    "3": "M7.500 12h8M12.500 8.500 16 12l-3.500 3.500",
    "4": "M12 9.500v4.500M12 17.200v.1",
    "5": "m8.800 8.800 6.400 6.400M15.200 8.800l-6.400 6.400",
}

Say = Callable[[str, Mapping[str, Param]], str]
"""The words of a key of the catalogue, with its parameters."""


class Page(NamedTuple):
    """What a ladder is drawn from. `hosts`: id to label, from left to right."""

    lang: str
    title: str
    subtitle: str
    hosts: Mapping[str, str]
    chapters: Sequence[Chapter]
    say: Say


def ladder(steps: Sequence[Step], page: Page) -> str:
    """The whole picture. `steps`: served events that have a beat."""
    return "".join(_Drawing(page).parts(steps))


def ladder_strip(steps: Sequence[Step], page: Page) -> str:
    """The same as pictures, one for each sheet of A4, to stand in a page. No step is
    divided between two."""
    style = "display:block;width:100%;height:auto;break-after:page"
    return "\n".join(
        sheet.replace("<svg ", f'<svg style="{style}" ', 1)
        for sheet in _Drawing(page).sheets(steps)
    )


def ladder_sheets(steps: Sequence[Step], page: Page) -> str:
    """A page to print: the same sheets, and nothing else."""
    return (
        f'<!doctype html>\n<html lang="{page.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(page.title)}</title></head>\n"
        f'<body style="margin:0;background:{PAPER}">\n'
        f"{ladder_strip(steps, page)}</body></html>\n"
    )


class _Drawing:
    """Goes down the page; `y` is where the next thing begins, `top` where the machines
    stand first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        room = WIDTH - GUTTER - MARGIN
        count = max(1, len(page.hosts))
        self.x = {
            host: GUTTER + round(room * (place + 0.5) / count)
            for place, host in enumerate(page.hosts)
        }
        self.y = 0.0
        self.top = 0
        self.chapter = -1

    def parts(self, steps: Sequence[Step]) -> Iterator[str]:
        body = self._opening(steps)
        for step in steps:
            body += self._step(step)
        yield from self._whole(body, round(self.y + MARGIN))

    def sheets(self, steps: Sequence[Step]) -> Iterator[str]:
        """One picture a sheet, the last as high as what is on it; each begins with a
        chapter, or names the machines."""
        body = self._opening(steps)
        fresh = True
        for step in steps:
            before = self.y, self.top, self.chapter
            drawn = self._step(step)
            if self.y > SHEET - MARGIN and not fresh:
                _, self.top, self.chapter = before
                yield "".join(self._whole(body, SHEET, before[0]))
                self.y, self.top = MARGIN, 0
                body = [] if self._begins_chapter(step.beat) else [self._hosts()]
                drawn = self._step(step)
            body += drawn
            fresh = False
        yield "".join(self._whole(body, round(self.y + MARGIN)))

    def _opening(self, steps: Sequence[Step]) -> list[str]:
        body = [self._heading()]
        if not steps or not self.page.chapters or steps[0].beat.chapter < 0:
            body.append(self._hosts())
        return body

    def _whole(
        self, body: list[str], height: int, end: float | None = None
    ) -> Iterator[str]:
        """A picture of that height; its rails reach down to `end`, or to its foot."""
        foot = height - MARGIN / 2 if end is None else end
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" lang="{self.page.lang}"'
            f' font-family="{SANS}" font-size="{SANS_PX}" fill="{INK}">\n'
            f"<title>{escape(self.page.title)}</title>\n<defs>{_defs()}</defs>\n"
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n'
        )
        for x in self.x.values():
            yield _line(x, self.top, x, foot, RAIL, 'stroke-width="2"')
        yield from body
        yield "</svg>\n"

    # --- heads -----------------------------------------------------------------------

    def _heading(self) -> str:
        self.y = 84
        return (
            f'<text x="{GUTTER}" y="40" font-size="24" font-weight="700">'
            f"{escape(self.page.title)}</text>\n"
            f'<text x="{GUTTER}" y="64" fill="{INK_2}">{escape(self.page.subtitle)}'
            "</text>\n"
        )

    def _hosts(self) -> str:
        """The machines, again at the top of every chapter."""
        y, self.y = round(self.y), self.y + HEADS
        self.top = self.top or y
        out = []
        wide = (WIDTH - GUTTER - MARGIN) / max(1, len(self.x)) - 12
        for host, x in self.x.items():
            label = self.page.hosts[host]
            size = min(SANS_PX, wide / max(1, len(label)) / 0.56)
            out.append(
                f'<rect x="{x - wide / 2:.1f}" y="{y}" width="{wide:.1f}" height="28"'
                f' rx="6" fill="{PAPER}" stroke="{EDGE}"/>\n'
                f'<text x="{x}" y="{y + 19}" text-anchor="middle" font-weight="700"'
                f' font-size="{size:.1f}">{escape(label)}</text>\n'
            )
        return "".join(out)

    def _chapter(self, index: int) -> str:
        chapter = self.page.chapters[index]
        colour = PROTOCOLS.get(chapter.protocol, INK_2)
        words = escape(self.page.say(chapter.key, chapter.params))
        y, self.y = self.y + 20, self.y + 44
        head = (
            f'<rect x="0" y="{y - 16}" width="{WIDTH}" height="34" fill="{PAPER}"/>\n'
            f'<rect x="{GUTTER}" y="{y - 12}" width="6" height="24" fill="{colour}"/>\n'
            f'<text x="{GUTTER + 16}" y="{y + 6}" font-size="18" font-weight="700">'
            f"{words}</text>\n"
        )
        return head + self._hosts()

    # --- a step ----------------------------------------------------------------------

    def _begins_chapter(self, beat: Beat) -> bool:
        known = 0 <= beat.chapter < len(self.page.chapters)
        return known and beat.chapter != self.chapter

    def _step(self, step: Step) -> list[str]:
        beat = step.beat
        out = []
        if self._begins_chapter(beat):
            self.chapter = beat.chapter
            out.append(self._chapter(self.chapter))
        self.y += LINE
        out.append(
            f'<text x="{GUTTER - 12}" y="{self.y:.0f}" text-anchor="end"'
            f' fill="{INK_2}">{beat.step}</text>\n'
        )
        out += self._sentence(self.page.say(step.say.key, step.say.params))
        out += self._wire(step)
        out.append(self._arrow(beat))
        self.y += 14
        return out

    def _sentence(self, words: str) -> list[str]:
        room = int((WIDTH - GUTTER - MARGIN) / SANS_CHAR)
        out = [_text(GUTTER, self.y + n * LINE, w) for n, w in _lines(words, room)]
        self.y += LINE * max(0, len(out) - 1)
        return out

    def _wire(self, step: Step) -> list[str]:
        """What was said, or the message, as it went over the wire."""
        beat = step.beat
        if beat.shape not in ("command", "reply", "letter", "typed"):
            return []
        octets = (step.octets or "").encode("latin-1")
        told = f"{beat.head} {beat.text}".strip()
        if beat.protocol == "dns":
            # its octets are no text: the beat says in words what they hold
            whole = [told, *beat.more]
        else:
            whole = list(shown(octets)) or [beat.head + beat.text]
        room = int((WIDTH - GUTTER - MARGIN) / MONO_CHAR) - 4
        lines = [w for line in whole[:LINES_MAX] for _, w in _lines(line, room)]
        left = min(self.x[beat.from_], self.x[beat.to]) + 14.0
        wide = max(map(len, lines)) * MONO_CHAR + 34
        left = max(GUTTER, min(left, WIDTH - MARGIN - wide))
        rest = self._rest(len(whole) - LINES_MAX)
        if beat.shape == "letter":
            return self._letter(lines + rest, left, wide)
        kind = CLASS_OF.get(beat.mark, "")
        colour = CLASSES.get(kind) or PROTOCOLS.get(beat.protocol, INK)
        out = [_mark(kind, left, self.y + LINE)] if kind else []
        left += 22 if kind else 0
        for n, words in enumerate(lines + rest):
            self.y += LINE
            head = len(beat.head) if n == 0 else 0
            out.append(_mono(left, self.y, words, head, colour))
        return out

    def _letter(self, lines: list[str], left: float, wide: float) -> list[str]:
        """A sheet of paper with the first lines of the message."""
        out = [_sheet(left, self.y + 8, wide, LINE * len(lines) + 16)]
        self.y += 10
        for words in lines:
            self.y += LINE
            out.append(_mono(left + 12, self.y, words, 0, INK))
        self.y += 12
        return out

    def _rest(self, lines: int) -> list[str]:
        return [self.page.say("ui.export.more_lines", {"n": lines})] * (lines > 0)

    def _arrow(self, beat: Beat) -> str:
        """From machine to machine; a dot where something happens inside one; nothing
        where no machine has done anything yet."""
        self.y += 12
        if beat.from_ not in self.x:
            return ""
        one, other, y = self.x[beat.from_], self.x[beat.to], self.y
        colour = PROTOCOLS.get(beat.protocol, INK_2)
        if one == other:
            return f'<circle cx="{one}" cy="{y:.0f}" r="6" fill="{colour}"/>\n'
        way = 1 if other > one else -1
        dashed = ' stroke-dasharray="7 5"' if beat.shape in ("open", "close") else ""
        if beat.lost:
            other = (one + other) // 2
        shaft = _line(one, y, other - 9 * way, y, colour, f'stroke-width="2.5"{dashed}')
        if beat.lost:
            return shaft + _cross(other, y)
        tip = f"M{other} {y:.0f}l{-12 * way}-6v12z"
        return f'{shaft}<path d="{tip}" fill="{colour}"/>\n'


# --- pieces --------------------------------------------------------------------------


def _line(x: float, y: float, x2: float, y2: float, colour: str, more: str) -> str:
    return (
        f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"'
        f' stroke="{colour}" {more}/>\n'
    )


def _cross(x: float, y: float) -> str:
    path = f"M{x - 7:.0f} {y - 7:.0f}l14 14m0-14l-14 14"
    return f'<path d="{path}" stroke="{CLASSES["5"]}" stroke-width="3"/>\n'


def _mark(kind: str, x: float, y: float) -> str:
    place = f'x="{x:.0f}" y="{y - 13:.0f}" width="16" height="16"'
    return f'<use href="#m{kind}" {place}/>\n'


def _sheet(x: float, y: float, wide: float, high: float) -> str:
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="4"'
        f' fill="#fffdf6" stroke="{RAIL}"/>\n'
    )


def escape(text: str) -> str:
    """`text` as XML, which knows no control characters. A space that does not break
    stays: it stands inside a number, `15 269`."""
    plain = "\xa0".join(printable(part) for part in text.split("\xa0"))
    return html.escape(plain, quote=False)


_HALO = (
    f'stroke="{PAPER}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
)


def _text(x: float, y: float, words: str, colour: str = INK) -> str:
    """A sentence; the space within a number, 15 269, is one of its characters."""
    place = f'x="{x:.0f}" y="{y:.0f}" fill="{colour}"'
    said = "\u00a0".join(map(escape, words.split("\u00a0")))
    return f"<text {place} {_HALO}>{said}</text>\n"


def _mono(x: float, y: float, words: str, head: int, colour: str) -> str:
    """A line of the wire; its first `head` characters stand out."""
    said = escape(words[head:])
    if head:
        lead = escape(words[:head])
        said = f'<tspan font-weight="700" fill="{colour}">{lead}</tspan>{said}'
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-family="{MONO}"'
        f' font-size="{MONO_PX}" xml:space="preserve" {_HALO}>{said}</text>\n'
    )


def _defs() -> str:
    """The marks of replies, told apart by shape before colour."""
    return "".join(
        f'<symbol id="m{kind}" viewBox="0 0 24 24"><g fill="{CLASSES[kind]}">{shape}'
        f'</g><path d="{_STROKES[kind]}" fill="none" stroke="{PAPER}"'
        ' stroke-width="2.4" stroke-linecap="round"/></symbol>'
        for kind, shape in _MARKS.items()
    )


def _lines(text: str, room: int) -> Iterator[tuple[int, str]]:
    """`text` broken into lines of at most `room` characters, at blanks if there are."""
    text = text.expandtabs(4)
    number = 0
    while len(text) > room:
        at = text.rfind(" ", room // 2, room + 1)
        at = room if at < 0 else at
        yield number, text[:at]
        text = text[at:].lstrip(" ")
        number += 1
    yield number, text
