"""A lab of another program: the same where it replays the same, else it is told."""

import pytest
from sqlalchemy import select, update

from simulator.archive.tables import INPUTS, LABS, TRANSCRIPTS
from simulator.hosting import Purpose, Refusal
from simulator.hosting.keeping import LabOtherwise, transcripts
from simulator.hosting.keeping.lab_keeping import ENDING_S, IDLE_S
from simulator.hosting.keeping.transcripts import (
    KeptTranscript,
    packed,
    unpacked,
)
from simulator.journal import Journal
from tests.archive.rig import Server, edited, everything
from tests.hosting.ahead import PageAhead
from tests.hosting.rig import Tab


@pytest.fixture
def server(tmp_path) -> Server:
    return Server(tmp_path)


OTHER = update(LABS).values(engine="another program")


def test_another_program_that_replays_the_same_goes_on(server):
    tab = server.worked()
    before = everything(server.hosting.labs.get(tab.lab))
    edited(server.archive.database, OTHER)
    server.start()
    assert everything(server.hosting.labs.get(tab.lab)) == before


@pytest.mark.parametrize(
    "change",
    [
        update(INPUTS).values(events=INPUTS.c.events + 1),
        update(INPUTS).values(
            body='{"after_seq":9,"at_rest":true,"actor":"auto",'
            '"act":{"act":"power_off","host":"nobody"}}'
        ),
    ],
)
def test_one_that_replays_otherwise_is_told_and_the_lab_stays_written(server, change):
    tab = server.worked()
    edited(server.archive.database, OTHER, change)
    server.start()
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            server.hosting.labs.get(tab.lab)
        assert refused.value.key == "error.lab_otherwise"
    assert server.archive.labs.lab(tab.lab) is not None
    assert server.hosting.lab("ana").id != tab.lab


@pytest.mark.parametrize("column", [LABS.c.head, INPUTS.c.body])
def test_a_lab_that_cannot_be_read_is_refused(server, column):
    lab = server.worked().lab
    unknown = update(column.table).values({column.name: '{"new": 1}'})
    edited(server.archive.database, unknown)
    server.start()
    with pytest.raises(Refusal) as refused:
        server.hosting.labs.get(lab)
    assert refused.value.key == "error.lab_otherwise"


# --- what was said then -------------------------------------------------------

DIFFERS = (OTHER, update(INPUTS).values(events=INPUTS.c.events + 1))


def transcribes(server: Server) -> None:
    """What the sweeper does now and then."""
    labs = server.hosting.labs
    labs.keeping.transcribe(labs)


def ends(server: Server) -> None:
    """What a server does last."""
    labs = server.hosting.labs
    labs.keeping.transcribe_all(labs)


def idle(server: Server) -> None:
    """Nobody does anything for a while."""
    server.hosting.scheduler.seconds += IDLE_S
    transcribes(server)


def refused(server: Server, lab: str) -> LabOtherwise:
    """Why a program that replays it differently does not bring it back."""
    edited(server.archive.database, *DIFFERS)
    server.start()
    with pytest.raises(LabOtherwise) as found:
        server.hosting.labs.get(lab)
    return found.value


def rows(server: Server) -> list[bytes]:
    return server.archive.database.read(
        lambda each: list(each.execute(select(TRANSCRIPTS.c.body)).scalars())
    )


def test_what_was_said_is_there_for_its_owner_in_every_language(server):
    tab = server.worked()
    idle(server)
    otherwise = refused(server, tab.lab)
    assert set(otherwise.texts) == {"es", "en"}
    for text in otherwise.texts.values():
        assert "NOOP" in text
        assert "EHLO pc-ana\n" not in text
    assert otherwise.actors == {"ana"}
    assert otherwise.found_by.purpose == "{}"
    assert (otherwise.touched, otherwise.key) == (True, "error.lab_otherwise")


def test_nothing_is_transcribed_while_somebody_types_nor_twice(server):
    tab = server.worked()
    transcribes(server)
    assert rows(server) == []
    idle(server)
    [before] = rows(server)
    notes = []
    server.archive.labs.note_transcript = lambda *what: notes.append(what)
    idle(server)
    assert notes == []
    tab.act("line", text="NOOP")
    idle(server)
    assert len(notes) == 1
    assert notes[0][1] != before


def test_at_the_end_of_the_process_all_is_transcribed(server):
    server.worked()
    ends(server)
    assert len(rows(server)) == 1


def test_what_a_page_did_ahead_is_in_the_last_transcript_alone(server):
    page = PageAhead(server.hosting, server.hosting.lab("ana"))
    page.act("open", host="pc-ana", target="sur", port=25)
    page.act("line", text="HELP")
    idle(server)
    assert rows(server) == []
    ends(server)
    [body] = rows(server)
    assert "C: HELP" in unpacked(body).texts["en"]
    page.act("line", text="NOOP")
    otherwise = refused(server, page.hosted.id)
    assert (otherwise.cut, otherwise.touched) == (True, True)


def test_a_server_that_ends_does_so_in_bounded_time(server):
    for visitor in ("ana", "eva", "luz"):
        server.worked(visitor)
    scheduler = server.hosting.scheduler
    heavy = scheduler.run_heavy

    def slow(*args, **kwargs):
        scheduler.seconds += ENDING_S
        return heavy(*args, **kwargs)

    scheduler.run_heavy = slow
    ends(server)
    assert len(rows(server)) == 2


def test_what_was_done_after_the_transcript_is_said_to_be_missing(server):
    tab = server.worked()
    idle(server)
    assert tab.act("line", text="NOOP")["ok"]
    assert server.archive.labs.lab(tab.lab) is not None
    assert refused(server, tab.lab).cut


def test_without_a_transcript_it_is_told_all_the_same(server):
    otherwise = refused(server, server.worked().lab)
    assert (otherwise.texts, otherwise.cut) == ({}, False)


def test_who_did_nothing_is_told_nothing_and_others_only_until_they_begin_again(server):
    untouched, tab = Tab(server.hosting, server.hosting.lab("eva").id), server.worked()
    edited(server.archive.database, *DIFFERS)
    server.start()
    labs, free = server.hosting.labs, server.hosting.content.free
    assert labs.own("eva", free, told=False).id != untouched.lab
    with pytest.raises(LabOtherwise):
        labs.own("ana", free, told=False)
    new = labs.own("ana", free)
    assert new.id != tab.lab
    assert labs.own("ana", free, told=False) is new


def test_a_transcript_is_erased_with_its_lab_and_never_comes_back(server):
    tab = server.worked()
    idle(server)
    server.hosting.labs.erase("ana")
    assert rows(server) == []
    server.archive.labs.note_transcript(tab.lab, b"late")
    assert rows(server) == []


def test_what_is_to_be_found_out_is_not_in_a_transcript(server):
    content = server.hosting.content
    mystery = content.mystery("1-7")
    purpose = Purpose(mystery="1-7")
    lab = server.hosting.labs.own(
        "ana", mystery.scenario, mystery.seed, purpose, begin=mystery.run
    )
    tab = Tab(server.hosting, lab.id)
    assert tab.act("open", host="pc-ana", target="sur", port=25)["ok"]
    idle(server)
    with lab.turn():
        whole = lab.awake(lab.tree.get(None)).journal
    shown = lab.tree.get(None).told(whole, everything=True)
    assert shown.events != whole.events
    [body] = rows(server)
    assert body == packed("b1", shown, content.texts)


def test_a_transcript_is_bounded_and_one_that_cannot_be_read_is_none(
    server, monkeypatch
):
    monkeypatch.setattr(transcripts, "CHARACTERS_MAX", 100)
    lab = server.hosting.labs.get(server.worked().lab)
    with lab.turn():
        journal = lab.awake(lab.tree.get("b1")).journal
    texts = unpacked(packed("b1", journal, server.hosting.content.texts)).texts
    assert {len(text) for text in texts.values()} == {100}
    for body in (b"", b"x", packed("b1", Journal(), {})[:-3]):
        assert unpacked(body) == KeptTranscript()


def test_a_purpose_that_is_not_known_here_is_refused(server):
    lab = server.worked().lab
    edited(server.archive.database, update(LABS).values(purpose='{"newer": "x"}'))
    server.start()
    with pytest.raises(LabOtherwise):
        server.hosting.labs.get(lab)
