"""Seek to any point of a 10,000-event journal in the browser: fold, draw and layout.

From the call to the playhead until every view has drawn and the layout is known. One
frame at 60 Hz is 16.7 ms: within it, scrubbing follows the thumb. Judged by processor
time, which the browser's trace gives at every mark; the clock, which also runs while
other programs have the processor, stands beside it.
"""

import json
from statistics import median
from typing import Any

from bench.browser import watching_long_journal
from bench.measure import Result, percentile

TARGET_MS = 16
SEEKS = 200
FROM, TO = "ct-bench-from", "ct-bench-to"

SEEK = """async ([seeks, from, to]) => {
  const { playhead, store } = document.querySelector('ct-app').ctx;
  const all = () => [...document.querySelectorAll('*')];
  const drawn = async (known) => {
    for (let depth = 0; depth < 3; depth++) {
      await Promise.all(known.map((part) => part.updateComplete));
    }
    return document.body.getBoundingClientRect().height;
  };
  let random = 20261123;
  for (let i = 0; i < seeks; i++) {
    random = (random * 1103515245 + 12345) % 2147483648;
    const index = Math.floor(random / 2147483648 * store.steps.length);
    const known = all().filter((element) => element.updateComplete);
    performance.mark(from);
    playhead.seek(index);
    await drawn(known);
    performance.mark(to);
    await new Promise(requestAnimationFrame);
  }
}"""


def between_ms(trace: bytes, clock: str) -> list[float]:
    """From each first mark to its second, ms; `clock`: `tts` processor, `ts` wall."""
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    marks = sorted(
        (event for event in events if event["name"] in (FROM, TO)),
        key=lambda event: event["ts"],
    )
    pairs = zip(marks[::2], marks[1::2], strict=True)
    return [(end[clock] - start[clock]) / 1e3 for start, end in pairs]


def results() -> list[Result]:
    with watching_long_journal() as (page, size):
        browser = page.context.browser
        assert browser is not None
        browser.start_tracing(page=page, categories=["blink.user_timing"])
        page.evaluate(SEEK, [SEEKS, FROM, TO])
        trace = browser.stop_tracing()
    spent, waited = between_ms(trace, "tts"), between_ms(trace, "ts")
    more = (
        f"p95 {percentile(spent, 0.95):.1f} ms; by the clock {median(waited):.1f} ms, "
        f"p95 {percentile(waited, 0.95):.1f} ms; {size['events']:,} events"
    )
    what = "seek to any point of a 10,000-event journal, median processor time"
    return [Result(what, median(spent), "ms", TARGET_MS, more)]


if __name__ == "__main__":
    for result in results():
        print(result.row())
