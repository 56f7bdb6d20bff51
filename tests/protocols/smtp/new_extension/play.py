"""Plays POSTAGE in a tree where it is registered; run by `test_new_extension.py`.

Everything here goes through the public ways: the transcript runner, a lab in which a
student types, the narrator, the tables the browser draws.
"""

from pathlib import Path

import msgspec

from simulator.acts import Open, TypeLine
from simulator.journal.facts import SmtpCommandReceived
from simulator.lab import Lab
from simulator.projections.catalogue import load
from simulator.projections.slips import slips
from simulator.projections.state_tables import machines
from simulator.protocols.smtp.extensions import EXTENSIONS
from simulator.protocols.smtp.states import State, announced_after, legal
from simulator.scenario import Scenario
from tests.projections.tell import narrated
from tests.protocols.smtp.fake_agent import FakeAgent, new_server
from tests.transcripts.runner import octet_by_octet, play, read, whole
from tests.worlds import scenario

TYPED = (
    "EHLO pc-ana",
    "MAIL FROM:<ana@norte.example> STAMP=7",
    "RCPT TO:<benito@sur.example>",
    "RATE es",
    "DATA",
    "Subject: hola",
    "",
    "hola",
    ".",
    "QUIT",
)


def _with_postage(world: Scenario) -> Scenario:
    hosts = tuple(
        msgspec.structs.replace(
            host,
            server=msgspec.structs.replace(host.server, extensions=("POSTAGE",)),
        )
        if host.server
        else host
        for host in world.hosts
    )
    return msgspec.structs.replace(world, hosts=hosts)


def _transcript_is_played() -> None:
    text = Path(__file__).with_name("transcript.txt").read_text(encoding="utf-8")
    transcript = read("postage", text)
    for cut in (whole, octet_by_octet):
        play(transcript, new_server(transcript), FakeAgent(transcript).answer, cut=cut)


def _stamp_travels_to_the_next_server_and_is_told() -> None:
    lab = Lab(_with_postage(scenario()), 7)
    lab.open()
    lab.apply(Open("pc-ana", "norte", 25))
    lab.settle()
    for line in TYPED:
        lab.apply(TypeLine(line))
        lab.settle()
    mail = [
        (event.host, event.fact.argument)
        for event in lab.journal
        if isinstance(event.fact, SmtpCommandReceived) and event.fact.verb == "MAIL"
    ]
    assert mail[-2:] == [
        ("norte", "FROM:<ana@norte.example> STAMP=7"),
        ("sur", "FROM:<ana@norte.example> STAMP=7"),
    ], mail
    said = {told.say.key: told for told in narrated(lab) if told.say}
    rate = said["say.smtp.ask.rate.you"]
    assert rate.say is not None and rate.beat is not None
    assert rate.say.params["string"] == "es"
    assert rate.beat.phase == "recipients"
    assert "say.smtp.yes.rate_told.client" in said


def _tables_and_texts_know_it() -> None:
    told = announced_after((), "EHLO", 250, ("norte greets", "POSTAGE cents"))
    assert "RATE" in legal(State.RCPT, told)
    assert "RATE" not in legal(State.RCPT)
    assert machines()["smtp"].verbs["RATE"].key == "verb.smtp.rate"
    assert slips(b"RATE es\r\n", "smtp", "RCPT") == ()
    for language, catalogue in load().items():
        lacking = [k for k in EXTENSIONS["POSTAGE"].text_keys if k not in catalogue]
        assert not lacking, (language, lacking)


if __name__ == "__main__":
    _transcript_is_played()
    _stamp_travels_to_the_next_server_and_is_told()
    _tables_and_texts_know_it()
