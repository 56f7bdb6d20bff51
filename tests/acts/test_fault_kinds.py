"""Faults one by one: what mail makes of a lost segment, a crash, a full disk..."""

import msgspec
import pytest

from simulator.acts import (
    ACTS,
    Break,
    Crash,
    Cut,
    DropSegment,
    Fill,
    Freeze,
    Lose,
    Open,
    PowerOff,
    Repair,
    Reset,
    Restart,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
    TypeLine,
)
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from tests.acts.test_faults import BENITO, HELLO, model, post, refused, told
from tests.agents.mail_world import Post, server, world
from tests.worlds import demonstrated, opened

RCPT_OLGA = "RCPT TO:<olga@oeste.example>"


@pytest.mark.parametrize("flags", ["SYN", "SYN ACK", "ACK", "PSH ACK", "FIN ACK"])
def test_any_single_segment_may_be_lost_and_mail_never_notices(flags):
    base = opened()
    start = base.last_seq
    base.apply(HELLO)
    base.settle()
    whole = told(base)
    flights = [
        e.seq
        for e in base.journal
        if e.seq > start and type(e.fact) is f.TcpFlightSent and e.fact.flags == flags
    ]
    for seq in flights[:4]:
        lab = base.fork(seq)
        lab.apply(DropSegment(seq))
        lab.settle()
        (dropped,) = [e for e in lab.journal if type(e.fact) is f.TcpSegmentDropped]
        assert dropped.fact.flight == seq
        said = [key for key in told(lab) if key != "say.fault.dropped"]
        assert sorted(said) == sorted(whole), "loss is never an event of SMTP"
        assert to_jsonl(lab.fork(lab.last_seq).journal) == to_jsonl(lab.journal)


def test_one_segment_of_a_flight_of_many_is_lost_and_sent_again():
    base = post()
    start = base.lab.last_seq
    base.send(BENITO, body=("x" * 70 + "\r\n") * 100)
    flight = next(
        e
        for e in base.lab.journal
        if e.seq > start and type(e.fact) is f.TcpFlightSent and e.fact.segments > 3
    )
    # What the client handed over is no act of the lab: hand it over again.
    other = Post(base.lab.scenario)
    other.send(BENITO, body=("x" * 70 + "\r\n") * 100, settle=False)
    other.lab._run_past(flight.seq)
    other.lab._in_flight = True
    other.lab.apply(DropSegment(flight.seq, 2))
    other.lab.settle()
    (dropped,) = other.facts(f.TcpSegmentDropped)
    assert (dropped.offset, dropped.length) == (flight.fact.offset + 2_920, 1_460)
    again = [x for x in other.facts(f.TcpFlightSent) if x.attempt > 1]
    assert [(x.offset, x.length) for x in again] == [(dropped.offset, 1_460)]
    assert len(other.mailbox(BENITO)) == 1


def test_a_segment_that_has_landed_cannot_be_lost():
    lab = opened()
    lab.apply(HELLO)
    lab.settle()
    flight = next(e.seq for e in lab.journal if type(e.fact) is f.TcpFlightSent)
    assert refused(lab, DropSegment(flight)) == "not_in_the_air"
    assert refused(lab, DropSegment(0)) == "not_in_the_air"
    assert refused(lab, DropSegment(10_000)) == "not_in_the_air"
    forked = lab.fork(flight)
    assert refused(forked, DropSegment(flight, 7)) == "not_in_the_air"


def test_a_reset_connection_is_lost_for_both_and_the_letter_is_sent_again():
    lab = post()
    lab.send(BENITO, settle=False)
    lab.lab._run_past(
        next(
            iter(
                e.seq
                for e in _ran(post(), BENITO).lab.journal
                if type(e.fact) is f.SmtpCommandReceived
                and (e.fact.verb, e.host) == ("MAIL", "sur")
            )
        )
    )
    conn = lab.lab.journal[lab.lab.last_seq].conn
    lab.lab._in_flight = True
    lab.lab.apply(Reset(conn))
    lab.lab.settle()
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.text == "4.4.2 Connection reset"
    assert "say.fault.reset" in told(lab.lab)
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1


def _ran(lab: Post, *to: str) -> Post:
    lab.send(*to)
    return lab


def test_a_frozen_host_acknowledges_and_answers_when_it_is_thawed():
    lab = post()
    lab.lab.apply(Freeze("sur"))
    lab.send(BENITO)
    assert not lab.facts(f.TcpConnectionTimedOut)
    greetings = [
        r for r in lab.facts(f.SmtpReplySent) if r.code == 220 and "sur" in r.lines[0]
    ]
    assert not greetings
    lab.lab.apply(Thaw("sur"))
    lab.lab.settle()
    assert len(lab.mailbox(BENITO)) == 1


def test_a_client_gives_up_on_a_frozen_host_after_minutes():
    lab = post()
    lab.lab.apply(Freeze("sur"))
    lab.send(BENITO)
    lab.skip(lambda: bool(lab.facts(f.QueueAttemptDeferred)))
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.code == 0 and "Timed out" in deferred.text
    assert lab.moments(f.QueueAttemptDeferred)[0] >= 300_000_000


def test_acts_at_a_frozen_machine_are_refused():
    lab = opened()
    lab.apply(Freeze("pc-ana"))
    assert refused(lab, HELLO) == "host_is_frozen"


def test_a_full_disk_is_452_and_nothing_is_delivered():
    lab = post()
    lab.lab.apply(Break("sur", "disk_full"))
    lab.send(BENITO)
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.text.startswith("4.3.1") and deferred.code == 452
    lab.lab.apply(Break("norte", "disk_full"))
    lab.send("ana@norte.example")
    assert not lab.mailbox("ana@norte.example")


def test_a_busy_server_says_421_and_the_next_host_is_tried():
    routes = {"sur.example": ("este", "sur")}
    lab = Post(world(server("norte", routes=routes), server("sur"), server("este")))
    lab.lab.apply(Break("este", "busy"))
    lab.send(BENITO)
    assert 421 in [r.code for r in lab.facts(f.SmtpReplySent)]
    assert len(lab.mailbox(BENITO)) == 1


def test_a_server_that_hangs_up_in_data_leaves_the_sender_responsible():
    lab = post()
    lab.lab.apply(Break("sur", "closes_in_data"))
    lab.send(BENITO)
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.code == 0
    results = [e.result for e in lab.facts(f.SmtpTransactionEnded)]
    assert results == ["accepted", "lost"]
    lab.lab.apply(Repair("sur", "closes_in_data"))
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1


def test_an_open_relay_carries_a_strangers_mail_until_it_is_repaired():
    lab = opened("retransmision-abierta")

    def answers() -> list[int]:
        start = lab.last_seq
        lines = ("EHLO x", "MAIL FROM:<x@malo.example>")
        lab.apply(Open("prueba", "oeste", 25))
        for line in (*lines, "RCPT TO:<benito@sur.example>", RCPT_OLGA, "QUIT"):
            lab.settle()
            lab.apply(TypeLine(line))
        lab.settle()
        news = (e.fact for e in lab.journal if e.seq > start)
        replies = [fact for fact in news if isinstance(fact, f.SmtpReplySent)]
        return [reply.code for reply in replies if reply.verb == "RCPT"]

    assert answers() == [250, 250]
    lab.apply(Repair("oeste", "open_relay"))
    assert answers() == [550, 250]


@pytest.mark.parametrize(
    ("repaired", "olgas"),
    [
        ((), ["oferta@malo.example", "avisos@banco.example"]),
        ((Repair("oeste", "lenient_end"),), ["oferta@malo.example"]),
        ((Repair("norte", "bare_line_ends"),), ["oferta@malo.example"]),
    ],
)
def test_one_letter_becomes_two_only_where_both_servers_are_careless(repaired, olgas):
    """And SPF passes for the one that nobody sent (RFC 5321 §2.3.8, §4.1.1.4)."""
    lab = opened("contrabando")
    for act in (*repaired, *lab.scenario.demonstration_acts()):
        lab.apply(act)
        lab.settle()
    facts = [event.fact for event in lab.journal]
    got = [m for m in facts if isinstance(m, f.MessageDelivered)]
    assert [m.reverse_path for m in got if m.mailbox == "olga@oeste.example"] == olgas
    assert [m.reverse_path for m in got if m.mailbox == "benito@sur.example"] == [
        "oferta@malo.example"
    ]
    checked = [m.results for m in facts if isinstance(m, f.MessageAuthenticated)]
    assert {result for each in checked for _, result, _ in each} == {"pass"}


def test_what_a_scenario_offers_about_a_server_fits_its_state():
    lab = opened("retransmision-abierta")

    def offered() -> list[str]:
        return [offer["key"] for offer in model(lab)["offers"]]

    assert offered() == ["offer.close_relay", "offer.service_off"]
    lab.apply(ServiceOff("oeste", "mta"))
    assert offered() == ["offer.close_relay", "offer.service_on"]
    lab.apply(ServiceOn("oeste", "mta"))
    lab.apply(Repair("oeste", "open_relay"))
    assert offered() == ["offer.service_off"]


def test_a_program_that_is_off_refuses_connections_at_once():
    lab = post()
    lab.lab.apply(ServiceOff("sur", "mta"))
    lab.send(BENITO)
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.text == "4.4.1 Connection refused"
    assert refused(lab.lab, ServiceOff("sur", "dns")) == "no_such_program"
    lab.lab.apply(ServiceOn("sur", "mta"))
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1


def test_without_dns_mail_waits_and_nobody_says_that_it_does_not_exist():
    lab = demonstrated("correo-con-dns")
    before = len(lab.world.stores["sur"].mailboxes[BENITO].messages)
    lab.apply(ServiceOff("dns", "dns"))
    lab.world.network.hosts["norte"].boots += 1  # what it remembered is forgotten
    lab.apply(Send("ana", BENITO, "Sin DNS", "x"))
    lab.settle()
    deferred = [e.fact for e in lab.journal if type(e.fact) is f.QueueAttemptDeferred]
    assert [d.text[:5] for d in deferred] == ["4.4.3"]
    assert not any(type(e.fact) is f.NoticeComposed for e in lab.journal)
    lab.apply(ServiceOn("dns", "dns"))
    lab.apply(Skip("retry"))
    lab.settle()
    after = len(lab.world.stores["sur"].mailboxes[BENITO].messages)
    assert after == before + 1


def test_a_full_mailbox_is_452_or_552():
    for full_code in (452, 552):
        lab = post(full_code=full_code)
        lab.lab.apply(Fill(BENITO))
        lab.send(BENITO)
        codes = [r.code for r in lab.facts(f.SmtpReplySent) if r.verb == "RCPT"]
        assert codes[-1] == full_code
        assert bool(lab.facts(f.NoticeComposed)) == (full_code == 552)


def test_a_sender_that_crashes_before_it_writes_down_the_250_sends_again():
    base = _ran(post(), BENITO)
    ended = next(
        e.seq
        for e in base.lab.journal
        if type(e.fact) is f.SmtpTransactionEnded and e.host == "norte"
    )
    lab = post()
    lab.send(BENITO, settle=False)
    lab.lab._run_past(ended)
    lab.lab._in_flight = True
    lab.lab.apply(Crash("norte"))
    lab.lab.settle()
    lab.lab.apply(Restart("norte"))
    lab.lab.settle()
    (resumed,) = lab.facts(f.QueueResumed)
    assert resumed.interrupted
    assert len(lab.mailbox(BENITO)) == 2
    keys = told(lab.lab)
    assert keys.index("say.queue.twice") < keys.index("say.queue.duplicate")


def test_a_crash_in_the_middle_of_anything_loses_nothing():
    base = _ran(post(), BENITO, "ana@norte.example")
    accepted = next(e.seq for e in base.lab.journal if type(e.fact) is f.MessageQueued)
    for host in ("norte", "sur"):
        for seq in range(accepted, base.lab.last_seq, 5):
            lab = post()
            lab.send(BENITO, "ana@norte.example", settle=False)
            lab.lab._run_past(seq)
            lab.lab._in_flight = True
            lab.lab.apply(Crash(host))
            lab.lab.settle()
            lab.lab.apply(Restart(host))
            lab.lab.settle()
            lab.skip(lambda lab=lab: lab.empty)
            assert lab.mailbox(BENITO) and lab.mailbox("ana@norte.example")


def test_values_of_faults_out_of_range_are_refused():
    lab = opened()
    assert refused(lab, Slow("sur", 61_000_000)) == "bad_cable"
    assert refused(lab, Lose("sur", 1_000_001)) == "bad_cable"
    assert refused(lab, Crash("nadie")) == "unknown_host"
    assert refused(lab, Break("pc-ana", "busy")) == "no_mail_server"
    assert refused(lab, Fill("nadie@sur.example")) == "unknown_mailbox"
    assert refused(lab, Reset("c99")) == "connection_closed"
    assert refused(lab, Restart("sur")) == "already_on"
    lab.apply(PowerOff("sur"))
    assert refused(lab, Freeze("sur")) == "already_off"
    with pytest.raises(msgspec.ValidationError):
        ACTS.decode({"act": "break", "host": "sur", "fault": "fire"})


def test_skipping_to_a_retry_names_all_that_goes_off_before():
    lab = opened()
    lab.apply(Cut("sur"))
    lab.apply(HELLO)
    lab.settle()
    offers = model(lab)["offers"]
    assert {"act": "skip", "to": "retry"} in [offer["act"] for offer in offers]
    (offer,) = [o for o in offers if o["act"]["act"] == "skip"]
    assert offer["key"] == "offer.retry.minutes"
    lab.apply(Skip("retry"))
    skipped = [e.fact for e in lab.journal if type(e.fact) is f.ClockSkipped][-1]
    assert skipped.expired[-1] == "smtp.retry"
    assert lab.world.clock.now_us >= skipped.to_us
