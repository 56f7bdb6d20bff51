"""What one visit fetches."""

import subprocess

from bench.measure import Result
from tools.run import ROOT
from tools.static_edition.build import PAGE, node
from tools.static_edition.folder import built

BROTLI_MB = 6

BROTLI = """
const { brotliCompressSync, constants, gunzipSync } = require('node:zlib');
const { readFileSync } = require('node:fs');
const params = { [constants.BROTLI_PARAM_LGWIN]: 24 };
let [brotli, sent] = [0, 0];
for (const name of process.argv.slice(1)) {
  const octets = readFileSync(name);
  const whole = name.endsWith('.bin') ? gunzipSync(octets) : octets;
  brotli += brotliCompressSync(whole, { params }).length;
  sent += octets.length;
}
console.log(brotli, sent);
"""


def results() -> list[Result]:
    """Everything that one visit fetches."""
    folder = built()
    names = ["index.html", *PAGE, "icon.svg"]
    files = [folder / name for name in names] + sorted(folder.glob("*.woff2"))
    files += [folder / "parts" / "first-es.js", *sorted(folder.glob("parts/*.bin"))]
    told = subprocess.run(
        [node(), "-e", BROTLI, *map(str, files)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    brotli, sent = (int(said) / 1e6 for said in told)
    more = f"from a server that compresses nothing {sent:.2f} MB are fetched"
    what = "all that a first visit fetches, brotli"
    return [Result(what, brotli, "MB", BROTLI_MB, more)]
