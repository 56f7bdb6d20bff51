"""A download that breaks off: what comes down again, and what is read without a
network. UIDL is why a letter need not come twice (RFC 1939 §7)."""

import pytest

from simulator.acts import ACTS, Collect, Cut, Restore, Skip, encode_act
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import LabError
from simulator.projections.model import ModelFold
from simulator.scenario import scenario_view
from tests.agents.mailbox_reader import BROWSER, PC, PHONE, Reader
from tests.worlds import demonstrated, scenario

OLD = "viejo-benito"
FIRST, SECOND, PLAN, LAST = (
    "Plan del sábado",
    "Ya tengo las llaves",
    "El plano de la casa",
    "Se me olvidaba",
)
HALFWAY_US = 1_500_000


def broken(host: str) -> Reader:
    """The cable of `host` broke while the third letter came down, and its program
    has given up."""
    reader = Reader(scenario("descarga-cortada"))
    reader.do(Cut(host, HALFWAY_US))
    reader.do(Collect(host))
    assert reader.facts(f.LinkCut) and reader.facts(f.TcpConnectionTimedOut)
    return reader


def retrieved(reader: Reader, since: int = 0) -> list[str]:
    """RETR commands, as the server heard them."""
    return [
        e.fact.argument
        for e in list(reader.lab.journal)[since:]
        if isinstance(e.fact, f.Pop3CommandReceived) and e.fact.verb == "RETR"
    ]


def kept(reader: Reader, since: int = 0) -> list[str]:
    """Letters that came down whole."""
    return [
        e.fact.subject
        for e in list(reader.lab.journal)[since:]
        if isinstance(e.fact, f.MessageCollected)
    ]


def again(reader: Reader, host: str) -> int:
    """Repair the cable and collect; where that began."""
    reader.do(Restore(host))
    since = len(reader.lab.journal)
    reader.do(Collect(host))
    return since


@pytest.mark.parametrize("host", [PC, OLD])
def test_whole_messages_are_kept_and_the_partial_one_is_not(host):
    reader = broken(host)
    assert retrieved(reader) == ["1", "2", "3"]
    assert kept(reader) == [FIRST, SECOND]
    assert len(reader.stored()) == 4


def test_a_client_that_remembers_unique_ids_fetches_only_the_rest():
    reader = broken(PC)
    since = again(reader, PC)
    assert retrieved(reader, since) == ["3", "4"]
    assert kept(reader, since) == [PLAN, LAST]
    assert set(reader.copies(PC)) == {FIRST, SECOND, PLAN, LAST}


def test_a_client_that_remembers_nothing_fetches_everything_again():
    reader = broken(OLD)
    since = again(reader, OLD)
    assert retrieved(reader, since) == ["1", "2", "3", "4"]
    assert kept(reader) == [FIRST, SECOND, FIRST, SECOND, PLAN, LAST]


def test_remembering_saves_exactly_the_messages_kept():
    """By the meters of the page: octets of letters of the second session alone."""
    saved = []
    for host in (PC, OLD):
        reader = broken(host)
        again(reader, host)
        folded = ModelFold(scenario_view(reader.lab.scenario))
        for event in reader.lab.journal:
            folded.fold(event, None, None)
        conns = list(folded.model.conns.values())
        saved.append(conns[-1].kinds.body)
    box = reader.lab.world.stores["sur"].mailboxes["benito@sur.example"]
    assert saved[1] - saved[0] == sum(len(m.content) for m in box.messages[:2])


def test_copies_stay_without_a_network_and_a_page_does_not():
    reader = Reader(scenario("descarga-cortada"))
    reader.collect(PC)
    reader.collect(PHONE)
    reader.log_in()
    for host in (PC, PHONE, BROWSER):
        reader.do(Cut(host))
    for host in (PC, PHONE):
        reader.collect(host)
        assert set(reader.copies(host)) == {FIRST, SECOND, PLAN, LAST}
    assert reader.get("/letter/INBOX/1") == 0
    assert reader.shown.problem == "no_connection"
    assert reader.shown.length == 0


def test_the_demonstration_shows_it_all():
    lab = demonstrated("descarga-cortada")
    collected = [
        (e.host, e.fact.subject)
        for e in lab.journal
        if isinstance(e.fact, f.MessageCollected) and e.host != PHONE
    ]
    pc = [(PC, each) for each in (FIRST, SECOND, PLAN, LAST)]
    old = [(OLD, each) for each in (FIRST, SECOND, FIRST, SECOND, PLAN, LAST)]
    assert collected == pc + old
    shown = [e.fact for e in lab.journal if isinstance(e.fact, f.BrowserPageShown)]
    assert shown[-1].problem == "no_connection"
    assert sum(isinstance(e.fact, f.LinkCut) for e in lab.journal) == 3


# --- a cut that is put off ------------------------------------------------------------


def test_a_cut_put_off_waits_for_what_comes_next():
    reader = Reader(scenario("descarga-cortada"))
    reader.do(Cut(PC, HALFWAY_US))
    assert not reader.facts(f.LinkCut)
    assert [t.name for t in reader.lab.world.clock.waiting()] == ["link.cut"]
    reader.do(Skip())
    (moment,) = [e.at_us for e in reader.lab.journal if type(e.fact) is f.LinkCut]
    assert moment == HALFWAY_US


def test_a_cable_cut_by_then_is_not_cut_twice():
    reader = Reader(scenario("descarga-cortada"))
    reader.do(Cut(PC, HALFWAY_US))
    reader.do(Cut(PC))
    reader.do(Skip())
    assert len(reader.facts(f.LinkCut)) == 1


@pytest.mark.parametrize("after_us", [-1, 60_000_001])
def test_a_cut_cannot_be_put_off_for_longer_than_a_minute(after_us):
    reader = Reader()
    with pytest.raises(LabError) as refused:
        reader.lab.apply(Cut(PC, after_us))
    assert refused.value.key == "error.bad_cable"


def test_a_cut_put_off_is_the_same_in_a_file_and_in_a_fork():
    assert ACTS.decode(encode_act(Cut(PC, 5))) == Cut(PC, 5)
    reader = broken(PC)
    fork = reader.lab.fork(reader.lab.last_seq)
    assert to_jsonl(fork.journal) == to_jsonl(reader.lab.journal)
