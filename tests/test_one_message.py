"""One message from Ana to Benito, through every module it passes: read top to bottom.

Each test is a stage of the way and names the file to read next to it. `LAB` is the lab
of the first scenario after its demonstration: Ana has written, Benito has switched his
PC on and collected. Whatever happened is in its journal, and nowhere else.
"""

import re
from pathlib import Path

from simulator.acts import PowerOn, Send
from simulator.export import transcript
from simulator.journal import Event, to_jsonl
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.mail import Envelope, compose, field, split
from simulator.projections.catalogue import load, render
from simulator.projections.letters import journey, stops
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.protocols.smtp import (
    ForwardPath,
    MailObject,
    SmtpServer,
    SmtpServerConfig,
    make_reply,
)
from simulator.scenario import load_scenario, scenario_view

ROOT = Path(__file__).parents[1]
SCENARIO = load_scenario(ROOT / "lessons/scenarios/primera-carta.toml")


def demonstrated() -> Lab:
    """The same acts as the demonstration's, and the seed of the golden journal."""
    lab = Lab(SCENARIO, seed=7)
    lab.open()
    for act in SCENARIO.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


LAB = demonstrated()


def events(kind: type[f.Fact]) -> list[Event]:
    """Every event of one kind, in order."""
    return [event for event in LAB.journal if isinstance(event.fact, kind)]


# 1. simulator/mail/compose.py ---------------------------------------------------------


def test_a_message_is_octets_and_an_envelope_is_beside_it():
    """The message has a header section and a body (RFC 5322 §2.1); who is to get it
    stands in the envelope (RFC 5321 §2.3.1), which is no part of it."""
    content = compose(
        date="Mon, 23 Nov 2026 09:00:00 +0100",
        author="ana@norte.example",
        recipients=("benito@sur.example",),
        subject="Hola",
        body="¿Vienes el jueves?",
        message_id="<1@norte.example>",
    )
    parts = split(content)
    assert field(content, "Subject") == b"Hola"
    assert content[parts.header_length : parts.body_offset] == b"\r\n"
    envelope = Envelope("ana@norte.example", ("benito@sur.example",))
    assert envelope.reverse_path.encode() in content  # by custom, not by rule


# 2. simulator/protocols/smtp/server.py ------------------------------------------------


def test_an_engine_turns_octets_into_replies_and_questions():
    """No socket, no clock: whoever drives the engine gives it octets and answers. The
    table of `states.py` says which command is in order where."""
    server = SmtpServer(SmtpServerConfig(host_name="sur.example"), now_us=0)
    assert b"".join(server.data_to_send()).startswith(b"220 ")
    server.receive_data(b"HELO norte\r\nMAIL FROM:<ana@norte.example>\r\n", 0)
    server.next_question()
    server.answer(make_reply("sender_ok"), 0)
    server.receive_data(b"RCPT TO:<benito@sur.example>\r\n", 0)
    asked = server.next_question()
    assert isinstance(asked, ForwardPath) and asked.path == "benito@sur.example"
    server.answer(make_reply("recipient_ok"), 0)
    server.receive_data(b"DATA\r\nSubject: Hola\r\n\r\nx\r\n.\r\n", 0)
    accepted = server.next_question()
    assert isinstance(accepted, MailObject), "its 250 takes responsibility (§6.1)"


# 3. simulator/lab.py, simulator/acts/ -------------------------------------------------


def test_an_act_is_what_somebody_does_and_the_lab_remembers_it():
    """A lab is its scenario, its seed and the acts: nothing else decides anything."""
    done = [intervention.act for intervention in LAB.interventions]
    assert [type(act) for act in done] == [Send, PowerOn]
    assert to_jsonl(demonstrated().journal) == to_jsonl(LAB.journal)


# 4. simulator/agents/mua/mua.py -------------------------------------------------------


def test_ana_s_mail_client_composes_and_submits():
    """The mail client writes the message and opens a connection (`agents/dial.py`)."""
    [composed] = events(f.MessageComposed)
    first = events(f.TcpConnectionOpened)[0]
    assert (composed.host, first.host) == ("pc-ana", "pc-ana")
    assert (first.fact.server, first.fact.service) == ("norte", "submission")


# 5. simulator/net/pipe.py, simulator/agents/driver.py ---------------------------------


def test_octets_cross_the_network_in_segments():
    """The driver hands the engine's octets to TCP; a flight of segments is one event,
    and arrives after the latency of both cables."""
    sent, received = events(f.TcpFlightSent), events(f.SmtpCommandReceived)
    first = received[0]
    carried = next(event for event in reversed(sent) if event.seq < first.seq)
    assert carried.host == "pc-ana" and first.host == "norte"
    assert first.at_us - carried.at_us >= 15_000


# 6. simulator/agents/mta/ (its README) ------------------------------------------------


def test_the_first_server_queues_it_and_relays_it():
    """After the 250 the message is in the queue; half a second later the relay opens a
    connection to the server of Benito's domain."""
    at_norte, at_sur = events(f.MessageQueued)
    [attempt] = events(f.QueueAttemptBegun)
    assert (at_norte.host, attempt.host, at_sur.host) == ("norte", "norte", "sur")
    assert attempt.at_us - at_norte.at_us > 500_000
    dialogue = [event.fact.verb for event in events(f.SmtpCommandReceived)]
    assert dialogue == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"] * 2


# 7. simulator/agents/store/mda.py -----------------------------------------------------


def test_the_last_server_puts_it_into_the_mailbox():
    """Final delivery adds the envelope's reverse-path as a field (RFC 5321 §4.4)."""
    [delivered] = events(f.MessageDelivered)
    assert delivered.fact.mailbox == "benito@sur.example"
    content = LAB.journal.octets(f"message.{delivered.fact.message}")
    assert content.startswith(b"Return-Path: <ana@norte.example>\r\nReceived: ")
    assert content.count(b"\r\nReceived: ") == 2, "one for each server"


# 8. simulator/protocols/pop3/server.py ------------------------------------------------


def test_benito_s_pc_collects_it():
    """POP3 is another engine, driven in the same way."""
    assert events(f.HostPoweredOn)[0].host == "pc-benito"
    said = [event.fact.verb for event in events(f.Pop3CommandReceived)]
    assert said == ["USER", "PASS", "STAT", "RETR", "QUIT"]
    [collected] = events(f.MessageCollected)
    assert collected.host == "pc-benito"


# 9. simulator/journal/facts.py --------------------------------------------------------


def test_the_journal_says_why_everything_happened():
    """Each event names the one that led to it: from the collected message back to the
    act that switched the PC on."""
    at = events(f.MessageCollected)[0]
    while at.cause != at.seq and not isinstance(at.fact, f.LabIntervened):
        assert at.cause < at.seq
        at = LAB.journal[at.cause]
    assert at.fact.act == "power_on"


# 10. simulator/projections/served_journal.py ------------------------------------------


def test_whoever_watches_gets_sentences_and_changes_to_a_model():
    """Narration and model are folds over the journal. The page, the transcript and the
    judge of the lessons read the same."""
    served = ServedJournal(LAB.journal, scenario_view(SCENARIO))
    steps = [event for event in served.served() if event.say]
    labels = {host.id: host.label["en"] for host in SCENARIO.hosts}
    said = [render(load()["en"], *_text(step), labels) for step in steps]
    assert [step.beat.step for step in steps] == list(range(1, len(said) + 1))
    assert said[0].startswith("Ana")
    assert any("RCPT" in step.beat.head for step in steps)
    assert len(served.model["mailboxes"]["benito@sur.example"]["messages"]) == 1
    stored = events(f.MessageDelivered)[0].fact.message
    way = journey(stops(LAB.journal), stored)
    assert [stop.kind for stop in way] == [
        "composed",
        "queued",
        "queued",
        "delivered",
    ] + ["collected"]
    assert "250" in transcript(LAB.journal, load()["es"])


def _text(step: Served) -> tuple[str, dict]:
    return step.say.key, step.say.params


# --------------------------------------------------------------------------------------


def test_the_readme_lists_the_files_of_this_story():
    story = Path(__file__).read_text("utf-8")
    headings = re.findall(r"^# \d+\. simulator/([\w/.]+)", story, re.M)
    section = (ROOT / "simulator/README.md").read_text("utf-8").partition("\n| ")[0]
    assert re.findall(r"^\d+\. `([\w/.]+)`", section, re.M) == headings
    for path in re.findall(r"^# \d+\. (.*?) -+$", story, re.M):
        assert all((ROOT / one.split()[0]).exists() for one in path.split(", ")), path
