"""How soon a line that somebody types is answered: in the page, and in its Python.

Whole letters are typed, one line when the page has drawn the one before, and every
line must be accepted: a refused one is answered sooner.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from bench.browser import new_page
from bench.measure import Result, percentile
from bench.static_edition.pages import marked, slowed

ROUNDS = 5
TYPED_MS, TYPED_SLOW_MS = 5, 100
LETTERS = 9
LETTER = (
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<benito@sur.example>",
    "DATA",
    "Subject: Hola",
    "",
    "Hola, Benito.",
    ".",
)

TIME_PYTHON = """() => {
  const { message } = CALLS;
  if (!self.took) CALLS.message = (...args) => {
    const from = performance.now();
    const answer = message(...args);
    if (args[0] === 'act') self.took.push(performance.now() - from);
    return answer;
  };
  self.took = [];
}"""
"""In the worker: ms of each act, in `took`."""

TYPE = """async ([letters, lines]) => {
  const { link, store } = document.querySelector('ct-app').ctx;
  const { dataset } = document.documentElement;
  const frame = () => new Promise(requestAnimationFrame);
  const task = () => new Promise((done) => setTimeout(done));
  const typed = { told: [], answered: [], drawn: [] };
  let from = 0;
  let told = 0;
  store.addEventListener('change', () => { told ||= performance.now() - from; });
  const act = async (what) => {
    do await frame(); while (dataset.busy !== undefined);
    await task();
    const before = store.next;
    told = 0;
    from = performance.now();
    const answer = await link.act(what, { now: true });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    while (store.next <= answer.seq) await task();
    typed.told.push(told);
    typed.answered.push(performance.now() - from);
    await frame();
    await task();
    typed.drawn.push(performance.now() - from);
    for (const { fact } of store.events.slice(before))
      if (fact.code >= 400) throw new Error(fact.octets);
  };
  await act({ act: 'open', host: 'pc-ana', target: 'sur.example', port: 25 });
  const conn = Object.keys(store.model.conns).at(-1);
  const line = (text) => act({ act: 'line', conn, text });
  await line('HELO pc-ana.norte.example');
  for (let i = 0; i < letters; i += 1) for (const text of lines) await line(text);
  return typed;
}"""
"""Of a connection, a greeting and letters: ms until the page is told what came of each
line, until it has drawn that anew and may type again, and until it is seen."""

NOT_TYPED = 2
"""Acts before the letters: what is done first is slower, in any page."""


@dataclass
class Typed:
    """Milliseconds of every line, in the order they were typed."""

    told: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)

    def type(self, page: Page) -> None:
        """Type letters in that page, Escribe, with Python in it or on a server."""
        workers = page.workers
        for worker in workers:
            worker.evaluate(TIME_PYTHON)
        typed: dict[str, Any] = page.evaluate(TYPE, [LETTERS, LETTER])
        self.told += typed["told"][NOT_TYPED:]
        self.answered += typed["answered"][NOT_TYPED:]
        self.drawn += typed["drawn"][NOT_TYPED:]
        for worker in workers:
            self.python += worker.evaluate("self.took")[NOT_TYPED:]

    def p50(self) -> float:
        """Milliseconds until the page knows what came of a line."""
        return percentile(self.told, 0.5)

    def more(self) -> str:
        """What belongs to it, in words."""
        answered, drawn = percentile(self.answered, 0.5), percentile(self.drawn, 0.5)
        said = f"drawn anew {answered:.1f} ms, seen {drawn:.0f} ms"
        if self.python:
            said = f"of it Python {percentile(self.python, 0.5):.1f} ms, {said}"
        return said


def results(index: str, live: str) -> list[Result]:
    """How soon the page knows what came of a line; by turns with the live page."""
    here, slow, there = Typed(), Typed(), Typed()
    for _ in range(ROUNDS):
        with new_page() as page:
            page.goto(f"{index}#/escribe")
            marked(page, "ct-python-up")
            here.type(page)
            with slowed(page):
                slow.type(page)
        with new_page() as page:
            page.goto(f"{live}/escribe")
            marked(page, "ct-first-screen")
            there.type(page)
    more = f"{here.more()}; the live page {there.p50():.1f} ms, {there.more()}"
    what = "a typed command, until the page is told, p50"
    again = "the same, four times slower"
    return [
        Result(what, here.p50(), "ms", TYPED_MS, more),
        Result(again, slow.p50(), "ms", TYPED_SLOW_MS, slow.more()),
    ]
