"""A lab that follows the wall: replayed exactly, kept in a window, never forked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import (
    Arrive,
    HangUp,
    Join,
    Leave,
    PowerOn,
    SendOctets,
    Skip,
    Take,
)
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import Lab, LabError
from simulator.projections.changes import apply
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.projections.window import CHECK_EVERY, Window
from simulator.scenario import Scenario, scenario_view
from tests.worlds import opened, scenario

LETTER = "Subject: Hola\r\n\r\nHola\r\n.\r\n"
SESSION = (
    "EHLO x.example\r\n",
    "MAIL FROM:<a@sur.example>\r\n",
    "RCPT TO:<ana@norte.example>\r\n",
    "DATA\r\n",
    LETTER,
)
LABELS = {"es": "Cliente real", "en": "Real client"}


class Driven:
    """A live lab and whoever connects to it. `heard`: octets of each host."""

    def __init__(self, plan: Scenario | None = None) -> None:
        self.lab = Lab(plan or scenario("pasarela"), 1, live=True)
        self.lab.open()
        self.wall_us = 1
        self.heard: dict[str, bytes] = {}
        self.ended: list[str] = []

    def act(self, act, passed_us: int = 1_000) -> None:
        self.wall_us += passed_us
        self.lab.apply(act, "gateway", self.wall_us)
        if isinstance(act, Join):
            self.heard[act.host] = b""
            self.lab.attach(act.host, Ear(self, act.host))
        self.lab.settle()

    def enter(self, number: int, port: int = 25) -> str:
        host = f"real-{number}"
        self.act(Join(host, f"203.0.113.{number}", LABELS))
        self.act(Arrive(host, "norte", port))
        return host

    def say(self, host: str, *texts: str) -> None:
        for text in texts:
            self.act(SendOctets(host, text))


class Ear:
    """Where a visitor's octets go."""

    def __init__(self, driven: Driven, host: str) -> None:
        self.driven = driven
        self.host = host

    def received(self, data: bytes) -> None:
        self.driven.heard[self.host] += data

    def ended(self) -> None:
        self.driven.ended.append(self.host)

    def lost(self, reason: str) -> None:
        self.driven.ended.append(f"{self.host} {reason}")


def replayed(lab: Lab) -> Lab:
    other = Lab(lab.scenario, lab.seed, live=True)
    for done in lab.interventions:
        other.replay(done)
    other.follow(lab.world.clock.wall_us)
    return other


# --- determinism ----------------------------------------------------------------------


def test_what_programs_did_is_the_lab():
    driven = Driven()
    first, second = driven.enter(1), driven.enter(2, 587)
    driven.say(first, *SESSION[:3])
    driven.say(second, *SESSION)
    driven.say(first, *SESSION[3:])
    driven.act(HangUp(second), 400_000_000)
    driven.act(Leave(first))
    driven.act(Leave(second))
    driven.enter(1, 110)
    assert to_jsonl(replayed(driven.lab).journal) == to_jsonl(driven.lab.journal)


deeds = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(("say", "say", "say", "garbage", "hang_up", "leave", "wait")),
    ),
    max_size=40,
)


@given(deeds, st.integers(1, 7))
@settings(max_examples=40)
def test_any_story_replays_to_the_same_journal(story, pieces):
    """Arrivals, octets in any pieces, ends of every kind, and time passing between."""
    driven = Driven()
    here: dict[int, int] = {}
    for number, deed in story:
        if number not in here:
            driven.enter(number, (25, 587, 110)[number - 1])
            here[number] = 0
        host = f"real-{number}"
        usable = driven.lab.world.visitors[host].usable
        if deed == "leave":
            driven.act(Leave(host))
            del here[number]
        elif deed == "wait":
            driven.wall_us += 200_000_000
            driven.lab.follow(driven.wall_us)
        elif deed == "hang_up":
            driven.act(HangUp(host))
        elif usable:
            text = "\xff\x00\r\n" if deed == "garbage" else SESSION[here[number]]
            here[number] = (here[number] + 1) % len(SESSION)
            for at in range(0, len(text), 1 + len(text) // pieces):
                if driven.lab.world.visitors[host].usable:
                    driven.say(host, text[at : at + 1 + len(text) // pieces])
    assert to_jsonl(replayed(driven.lab).journal) == to_jsonl(driven.lab.journal)
    causes = [(event.cause, event.seq) for event in driven.lab.journal][1:]
    assert all(cause < seq for cause, seq in causes)


# --- time -----------------------------------------------------------------------------


def test_work_never_waits_and_waiting_is_never_cut_short():
    """A relay runs at once; the idle limit of a quiet client keeps its five minutes
    although the work of others ran virtual time far ahead."""
    driven = Driven()
    quiet, busy = driven.enter(1), driven.enter(2, 587)
    login = "AUTH PLAIN AGFuYQBhbmEtc2VjcmV0YQ==\r\n"
    there = "RCPT TO:<benito@sur.example>\r\n"
    driven.say(busy, SESSION[0], login, SESSION[1], there, *SESSION[3:])
    kinds = [type(event.fact) for event in driven.lab.journal]
    assert f.MessageDelivered in kinds
    for _ in range(3_000):
        driven.act(SendOctets(busy, "NOOP\r\n"), passed_us=10)
    assert driven.lab.world.clock.now_us > driven.wall_us
    assert quiet not in driven.ended
    driven.lab.follow(driven.wall_us + 299_000_000)
    assert b"421" not in driven.heard[quiet]
    driven.lab.follow(driven.wall_us + 301_000_000)
    assert b"421 4.4.2" in driven.heard[quiet]


def test_time_never_falls():
    driven = Driven()
    driven.say(driven.enter(1), *SESSION)
    times = [event.at_us for event in driven.lab.journal]
    assert times == sorted(times)


def test_a_window_closes_until_the_program_has_read():
    driven = Driven()
    host = driven.enter(1)
    line = "y" * 78 + "\r\n"
    letter = "Subject: big\r\n\r\n" + line * 30_000
    driven.say(host, *SESSION[:4])
    for at in range(0, len(letter), 60_000):
        driven.say(host, letter[at : at + 60_000])
    driven.say(host, ".\r\n")
    reader = driven.enter(2, 110)
    driven.say(reader, "USER ana\r\n", "PASS ana-secreta\r\n", "RETR 1\r\n")
    stuck = len(driven.heard[reader])
    assert stuck <= 1 << 20
    driven.act(Take(reader, stuck))
    driven.act(Take(reader, len(driven.heard[reader]) - stuck))
    assert driven.heard[reader].endswith(b"\r\n.\r\n")


# --- what makes no sense --------------------------------------------------------------


def test_a_live_lab_cannot_be_forked_nor_skipped():
    driven = Driven()
    driven.enter(1)
    with pytest.raises(LabError, match="live_fork"):
        driven.lab.fork(3)
    with pytest.raises(LabError, match="nothing_waits"):
        driven.lab.apply(Skip(), "teacher")


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Join("norte", "203.0.113.1", LABELS), "host_taken"),
        (Join("real-1", "203.0.113.1", LABELS), "host_taken"),
        (Arrive("real-1", "norte", 25), "one_connection"),
        (Arrive("real-9", "norte", 25), "unknown_host"),
        (SendOctets("real-9", "x"), "unknown_host"),
        (SendOctets("real-1", "x" * 70_000), "text_too_long"),
        (SendOctets("real-2", "x"), "connection_closed"),
        (HangUp("real-2"), "no_connection"),
        (Take("real-2", 1), "no_connection"),
        (Leave("pc-benito"), "unknown_host"),
    ],
)
def test_senseless_visits_change_nothing(act, key):
    driven = Driven()
    driven.enter(1)
    driven.act(Join("real-2", "203.0.113.2", LABELS))
    before = len(driven.lab.journal), len(driven.lab.interventions)
    with pytest.raises(LabError, match=key):
        driven.lab.apply(act, "gateway", driven.wall_us)
    assert (len(driven.lab.journal), len(driven.lab.interventions)) == before


def test_only_the_gateway_brings_programs_in():
    lab = opened()
    with pytest.raises(LabError, match="gateway_only"):
        lab.apply(Join("real-1", "203.0.113.1", LABELS), "student")
    lab.apply(PowerOn("pc-benito"))


def test_an_ordinary_lab_takes_programs_too_and_can_be_forked():
    lab = opened()
    lab.apply(Join("real-1", "203.0.113.1", LABELS), "gateway")
    lab.apply(Arrive("real-1", "sur", 25), "gateway")
    lab.settle()
    lab.apply(SendOctets("real-1", "EHLO x.example\r\n"), "gateway")
    lab.settle()
    fork = lab.fork(lab.last_seq)
    assert to_jsonl(fork.journal) == to_jsonl(lab.journal)


# --- the window --------------------------------------------------------------------


def busy_lab(events_max: int, letters: int) -> tuple[Driven, Window, list]:
    """A lab whose window moved on; the whole journal is kept beside it."""
    driven = Driven()
    lab = driven.lab
    window = Window(lab.journal, scenario_view(lab.scenario), events_max, 1 << 30)
    kept: list = []
    host = driven.enter(1)
    reader = driven.enter(2, 110)
    driven.say(reader, "USER diego\r\n", "PASS diego-secreta\r\n")
    driven.say(host, SESSION[0])
    for number in range(letters):
        driven.say(host, *SESSION[1:])
        if number % 50 == 49:
            driven.act(Leave(host))
            host = driven.enter(1)
            driven.say(host, SESSION[0])
        base = window.due()
        if base > lab.journal.base:
            kept += lab.journal.events[: base - lab.journal.base]
            window.advance(base)
            lab.forget(base)
    kept += lab.journal.events
    return driven, window, kept


def test_a_window_moves_on_and_keeps_its_numbers():
    driven, _, kept = busy_lab(1_000, 400)
    journal = driven.lab.journal
    assert journal.base > 0
    assert len(journal.events) <= 1_000 * 5 // 4 + CHECK_EVERY
    assert len(journal) == len(kept)
    assert journal[journal.base].seq == journal.base
    assert journal[journal.base] == kept[journal.base]
    with pytest.raises(IndexError):
        journal[journal.base - 1]
    assert all(done.after_seq >= journal.base for done in driven.lab.interventions)


def without_counts(model: dict) -> dict:
    """What a keyframe promises: everything but chapters and counts of octets."""
    conns = {
        name: {
            key: conn.get(key)
            for key in ("id", "client", "server", "port", "open", "state", "user")
        }
        for name, conn in model["conns"].items()
        if conn["open"]
    }
    others = {
        key: model[key]
        for key in ("hosts", "links", "mailboxes", "queues", "inboxes", "answers")
    }
    return {**others, "conns": conns}


def test_the_keyframe_is_the_model_the_whole_journal_gives():
    driven, window, kept = busy_lab(1_000, 400)
    lab = driven.lab
    whole = Lab(lab.scenario, lab.seed, live=True).journal
    whole.events[:] = kept
    view = scenario_view(lab.scenario)
    from_start = ServedJournal(whole, view)
    from_keyframe = ServedJournal(lab.journal, view, window.keyframe)
    model, same = from_start.model, from_keyframe.model
    assert without_counts(same) == without_counts(model)
    assert len(same["mailboxes"]["ana@norte.example"]["messages"]) == 400


def test_a_window_cut_anywhere_leaves_nothing_in_the_queue_that_left_it():
    """Each event is forgotten alone: what is queued before the edge leaves after it."""
    driven = Driven()
    lab = driven.lab
    view = scenario_view(lab.scenario)
    host = driven.enter(1)
    driven.say(host, SESSION[0])
    for _ in range(3):
        driven.say(host, *SESSION[1:])
    model = ServedJournal(lab.journal, view).model
    window = Window(lab.journal, view, 1_000, 1_000_000)
    for base in range(1, len(lab.journal) + 1):
        window.advance(base)
        lab.forget(base)
    assert without_counts(window.keyframe) == without_counts(model)


def folded(served: list[Served]) -> dict:
    """What a browser that has nothing makes of served events."""
    root: dict = {}
    for event in served:
        for change in event.changes:
            apply(root, change)
    return root


def test_who_comes_late_gets_the_keyframe_and_who_stays_gets_none():
    driven, window, _ = busy_lab(1_000, 400)
    lab = driven.lab
    server = ServedJournal(lab.journal, scenario_view(lab.scenario), window.keyframe)
    late = server.served(0)
    assert late[0].seq == lab.journal.base
    assert late[0].keyframe
    assert not any(event.keyframe for event in late[1:])
    assert folded(late) == server.model
    assert not any(e.keyframe for e in server.served(lab.journal.base))


def test_a_watched_window_moves_under_its_watchers():
    """Narration goes on over a trim; a late watcher gets the same model."""
    driven, window, _ = busy_lab(1_000, 400)
    lab = driven.lab
    server = ServedJournal(lab.journal, scenario_view(lab.scenario), window.keyframe)
    early = server.served(0)
    base = lab.journal.base + 500
    server.trim(base)
    window.advance(base)
    lab.forget(base)
    driven.say("real-1", "NOOP\r\n")
    news = server.served(early[-1].seq + 1)
    late = server.served(0)
    assert late[0].seq == base
    assert folded(late) == folded([*early, *news]) == server.model


def test_the_octets_of_what_was_forgotten_go_too():
    driven, _, _ = busy_lab(500, 400)
    journal = driven.lab.journal
    closed = [e.conn for e in journal if isinstance(e.fact, f.TcpConnectionClosed)]
    kept = {name.split(".")[0] for name in journal.streams if name.startswith("c")}
    open_now = set(driven.lab.world.network.connections)
    assert kept <= {*closed, *open_now}
    long_lived = journal.streams["c2.c"]
    assert long_lived.read() == b"".join(long_lived.pieces)
    streams = journal.streams.values()
    assert journal.octets_kept == sum(len(stream.read()) for stream in streams)


def test_a_long_connection_leaves_no_heap_of_dead_timers():
    driven = Driven()
    host = driven.enter(1)
    for _ in range(2_000):
        driven.act(SendOctets(host, "NOOP\r\n"))
    clock = driven.lab.world.clock
    assert len(clock.waiting()) <= 4
    assert len(clock._asleep) < 600
