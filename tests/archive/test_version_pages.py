"""The page of a lab that a newer program would replay differently."""

from pathlib import Path

import pytest
from sqlalchemy import update

from simulator.archive.tables import INPUTS, LABS
from simulator.hosting import Limits
from tests.archive.rig import edited
from tests.web.rig import LESSON, ROOT, ServerInTest, Visitor, small_library

TOLD = {
    "es": ("Este laboratorio lo hizo otra versión de Cartero", "Empezar de nuevo"),
    "en": ("Another version of Cartero made this lab", "Begin again"),
}
PAGE = f"/aprende/{LESSON}"


class Kept:
    """A server whose database outlives it."""

    def __init__(self, folder: Path) -> None:
        self._where = (small_library(folder / "lessons"), ROOT / "static/dist")
        self._archive = f"sqlite:///{folder / 'archivo.sqlite'}"
        self.server = self._begun()

    def _begun(self) -> ServerInTest:
        return ServerInTest(*self._where, Limits(), archive=self._archive)

    def updated(self, visitor: Visitor, *, transcribed: bool = True) -> Visitor:
        """The same visitor, at another program, which replays everything otherwise."""
        if transcribed:
            self.server.labs.keeping.transcribe_all(self.server.labs)
        edited(
            self.server.wiring.archive.database,
            update(LABS).values(engine="another"),
            update(INPUTS).values(events=INPUTS.c.events + 1),
        )
        self.server = self._begun()
        again = self.server.visitor()
        again.http._cookies = visitor.http._cookies
        return again


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def typed(kept: Kept) -> tuple[Visitor, str]:
    """A student who typed a line in a lesson, and their lab."""
    student = kept.server.visitor()
    lab = student.boot(PAGE)["lab"]
    tab = student.tab(lab)
    tab.act("answer", question="step", value="con-ayuda")
    tab.act("open", host="pc-ana", target="sur", port=25)
    assert tab.act("line", text="NOOP <b>")["ok"]
    return student, lab


@pytest.mark.parametrize("lang", ["es", "en"])
def test_its_student_reads_what_was_said_and_may_begin_again(kept, lang):
    student, lab = typed(kept)
    student = kept.updated(student)
    why, again = TOLD[lang]
    for path in (PAGE, f"/lab/{lab}"):
        page = student.http.get(path, query_string={"lang": lang})
        assert page.status_code == 409
        assert why in page.text
        assert "NOOP &lt;b&gt;" in page.text
        assert f'href="{PAGE}?new=1">{again}<' in page.text
    begun = student.http.get(f"{PAGE}?new=1")
    assert (begun.status_code, begun.location) == (303, PAGE)
    assert student.boot(PAGE)["lab"] != lab
    assert student.http.get(f"/lab/{lab}").status_code == 409


def test_somebody_else_is_told_why_and_reads_nothing(kept):
    student, lab = typed(kept)
    kept.updated(student)
    page = kept.server.visitor().http.get(f"/lab/{lab}?lang=es")
    assert page.status_code == 409
    assert TOLD["es"][0] in page.text
    assert "NOOP" not in page.text
    assert "new=1" not in page.text


def test_where_nothing_was_transcribed_that_is_said(kept):
    student, lab = typed(kept)
    student = kept.updated(student, transcribed=False)
    page = student.http.get(f"{PAGE}?lang=en").text
    assert "What was said in it was never saved." in page
    assert "<pre" not in page


def test_an_open_page_is_told_and_a_script_gets_the_sentence(kept):
    student, lab = typed(kept)
    student = kept.updated(student)
    assert student.tab(lab).answer["error"]["key"] == "error.lab_otherwise"
    answer = student.http.get(f"/lab/{lab}/journal.jsonl")
    assert (answer.status_code, answer.json["error"]["key"]) == (
        409,
        "error.lab_otherwise",
    )


def test_to_begin_again_changes_nothing_where_nothing_is_otherwise(kept):
    student, lab = typed(kept)
    assert student.http.get(f"{PAGE}?new=1").location == PAGE
    assert student.boot(PAGE)["lab"] == lab
