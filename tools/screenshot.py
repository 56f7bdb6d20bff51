"""Make docs/captura.png, the picture of the READMEs, from the running page.

The letter of `primera-carta` is on its way, in Spanish, at the size of a laptop. It
refuses a picture of 300 kB or more: a README is read on slow networks too.
"""

import sys

from bench.browser import new_page
from tools.run import ROOT
from tools.serving import serving

PICTURE = ROOT / "docs" / "captura.png"
OCTETS_MAX = 300_000

SHOW = """async () => {
  const { playhead, store } = document.querySelector('ct-app').ctx;
  const letters = store.steps.map((step, i) => step.beat.shape === 'letter' ? i : -1);
  playhead.seek(letters.filter((i) => i >= 0).at(-1));
  await document.fonts.ready;
}"""


def main() -> int:
    with serving() as url, new_page(reduced_motion="reduce") as page:
        page.goto(f"{url}/#/watch")
        page.wait_for_function(
            "() => document.querySelector('ct-app')?.ctx?.store.steps.length > 5"
        )
        page.evaluate(SHOW)
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}  {size / 1e3:.0f} kB")
    return 0 if size < OCTETS_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
