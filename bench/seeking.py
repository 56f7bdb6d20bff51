"""Seek to any point of a 10,000-event journal in the browser: fold, draw and layout.

From the call to the playhead until every view has drawn and the layout is known. One
frame at 60 Hz is 16.7 ms: within it, scrubbing follows the thumb.
"""

from statistics import median

from bench.browser import watching_long_journal
from bench.measure import Result, percentile

TARGET_MS = 16
SEEKS = 200

SEEK = """async (seeks) => {
  const { playhead, store } = document.querySelector('ct-app').ctx;
  const all = () => [...document.querySelectorAll('*')];
  const drawn = async (known) => {
    for (let depth = 0; depth < 3; depth++) {
      await Promise.all(known.map((part) => part.updateComplete));
    }
    return document.body.getBoundingClientRect().height;
  };
  const times = [];
  let random = 20261123;
  for (let i = 0; i < seeks; i++) {
    random = (random * 1103515245 + 12345) % 2147483648;
    const index = Math.floor(random / 2147483648 * store.steps.length);
    const known = all().filter((element) => element.updateComplete);
    const start = performance.now();
    playhead.seek(index);
    await drawn(known);
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""


def results() -> list[Result]:
    with watching_long_journal() as (page, size):
        times = page.evaluate(SEEK, SEEKS)
    more = f"p95 {percentile(times, 0.95):.1f} ms, {size['events']:,} events"
    what = "seek to any point of a 10,000-event journal, median"
    return [Result(what, median(times), "ms", TARGET_MS, more)]


if __name__ == "__main__":
    for result in results():
        print(result.row())
