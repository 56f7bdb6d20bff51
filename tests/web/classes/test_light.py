"""Light mode as it is served: to whom, what, and only of this very program."""

import gzip
from pathlib import Path

import msgspec
import pytest

import app
from simulator.hosting import Limits
from simulator.web.light import LightManifest, program_digest
from tests.web.rig import ServerInTest
from tools.run import ROOT

PARTS = ("app.pack", "pyodide.asm.wasm")


def edition(folder: Path, program: str) -> Path:
    """A folder of a static edition, small."""
    (folder / "parts").mkdir()
    for name in PARTS:
        (folder / "parts" / f"{name}.bin").write_bytes(gzip.compress(b"part" * 99))
    (folder / "worker.js").write_text("/* worker */")
    manifest = LightManifest("v1", program, PARTS, msgspec.Raw(b'{"info":{}}'))
    (folder / "light.json").write_bytes(msgspec.json.encode(manifest))
    return folder


@pytest.fixture
def server(lessons: Path, dist: Path, tmp_path: Path) -> ServerInTest:
    light = edition(tmp_path, program_digest(ROOT))
    return ServerInTest(lessons, dist, Limits(), light=light)


def test_a_student_in_a_lab_of_their_own_is_told_where_it_begins(server):
    wiring = server.app.extensions["cartero"]
    classroom = wiring.classrooms.open()
    teacher, student = server.visitor(), server.visitor()
    teacher.http.get(f"/clase/{classroom.code}/docente/{classroom.secret}")
    student.http.post(f"/clase/{classroom.code}", data={"name": "Lince"})
    seat = student.boot("/escribe")["classroom"]
    assert seat["light"] == "/light/v1/light.json"
    assert "light" not in teacher.boot("/escribe")["classroom"]
    assert "classroom" not in server.visitor().boot("/escribe")


def test_everything_lies_beside_the_manifest(server):
    visitor = server.visitor()
    manifest = visitor.http.get("/light/v1/light.json")
    assert manifest.json["parts"] == list(PARTS)
    worker = visitor.http.get("/light/v1/worker.js")
    assert "'wasm-unsafe-eval'" in worker.headers["Content-Security-Policy"]
    part = visitor.http.get("/light/v1/parts/pyodide.asm.wasm")
    assert part.headers["Content-Encoding"] == "gzip"
    assert part.headers["Content-Type"] == "application/wasm"
    assert "immutable" in part.headers["Cache-Control"]
    assert "wasm" not in visitor.http.get("/mira").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["v1/parts/no", "v1/parts/../light.json", "v0/worker.js", "v1/app.pack"]
)
def test_nothing_else_is_served(server, path: str):
    assert server.visitor().http.get(f"/light/{path}").status_code == 404


def test_an_edition_of_another_program_stops_the_start(lessons, dist, tmp_path):
    with pytest.raises(app.StartRefused, match="make static"):
        light = edition(tmp_path, "another")
        ServerInTest(lessons, dist, Limits(), light=light)


def test_no_edition_stops_the_start(lessons, dist, tmp_path):
    with pytest.raises(app.StartRefused, match="make static"):
        ServerInTest(lessons, dist, Limits(), light=tmp_path)


def test_it_is_a_setting():
    assert app.config_from({}, []).light is None
    assert app.config_from({"CARTERO_LIGHT": "1"}, []).light == app.STATIC
