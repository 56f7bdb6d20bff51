"""The static edition against its budget: what it weighs, how soon it is there, and how
soon a typed line is answered.

Milliseconds are of this machine, on loopback, from a plain file server; of a start the
best of several rounds, for whatever else the machine does only adds. What the live page
does, too, is compared with it by turns in one run.
"""

from bench.measure import Result
from bench.static_edition import starting, typed, weights
from tests.e2e.static.file_server import FileServer
from tools.serving import serving
from tools.static_edition.folder import built


def results() -> list[Result]:
    server = FileServer(built())
    index = f"{server.url}/cartero/index.html"
    try:
        with serving() as live:
            return [
                *weights.results(),
                *starting.results(index, live),
                *typed.results(index, live),
            ]
    finally:
        server.stop()
