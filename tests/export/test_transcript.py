"""The transcript: journals made by hand, and the golden ones."""

import importlib

import pytest

from simulator.export import transcript, transcripts
from simulator.journal import AnyFact, Journal
from simulator.journal.facts import (
    LabOpened,
    MailboxLocked,
    MessageDelivered,
    Pop3CommandReceived,
    Pop3ResponseSent,
    SmtpCommandReceived,
    SmtpContentReceived,
    SmtpReplySent,
    TcpConnectionClosed,
    TcpConnectionOpened,
    TcpConnectionRefused,
)
from simulator.projections.catalogue import load
from tests.golden.folding import WHOLE
from tests.golden.make import HERE
from tests.golden.runs import RUNS
from tests.worlds import LANGUAGES

module = importlib.import_module("simulator.export.transcript")


class Story:
    """Writes a journal by hand: octets into streams, facts into events."""

    def __init__(self):
        self.journal = Journal()
        self.at_us = 0
        self.tell("", "", LabOpened(scenario="prueba", seed=3))

    def tell(self, host, conn, fact):
        self.at_us += 1_000
        cause = max(len(self.journal) - 1, 0)
        self.journal.append(self.at_us, host, conn, cause, fact)

    def opens(self, conn, client, server, port, service):
        fact = TcpConnectionOpened(
            server=server, client_port=49152, server_port=port, service=service
        )
        self.tell(client, conn, fact)

    def speaks(self, conn, kind, data, **fields):
        stream = "c" if kind.__name__.endswith("Received") else "s"
        offset = self.journal.stream(f"{conn}.{stream}").append(data)
        fact = kind(
            octets=data[:512].decode("latin-1"),
            stream=stream,
            offset=offset,
            length=len(data),
            **fields,
        )
        self.tell("sur", conn, fact)

    def replies(self, conn, data):
        fields = {"code": 250, "enhanced": "", "lines": (), "verb": "", "reason": "ok"}
        states = {"state_before": "READY", "state_after": "READY"}
        self.speaks(conn, SmtpReplySent, data, **fields, **states)

    def commands(self, conn, data):
        self.speaks(
            conn, SmtpCommandReceived, data, verb="X", argument="", state="READY"
        )

    def responds(self, conn, data):
        fields = {"status": "+OK", "code": "", "text": "", "verb": "", "reason": "ok"}
        states = {"state_before": "CLOSED", "state_after": "AUTHORIZATION"}
        self.speaks(conn, Pop3ResponseSent, data, **fields, **states)

    def sends_content(self, conn, data):
        counts = dict.fromkeys(
            ("content_length", "header_length", "lines", "dots_unstuffed"), 0
        )
        texts = dict.fromkeys(("subject", "header_from", "header_to"), "")
        self.speaks(
            conn, SmtpContentReceived, data, state="DATA", blank_line=True, **counts,
            **texts,
        )  # fmt: skip

    def closes(self, conn, clean=True):
        fact = TcpConnectionClosed(
            by="sur", clean=clean, client_octets=10, server_octets=20
        )
        self.tell("sur", conn, fact)

    def lines(self, lang="en"):
        return transcript(self.journal, load()[lang]).splitlines()


def test_two_sessions_at_once_are_told_one_after_the_other():
    story = Story()
    story.opens("c1", "pc-ana", "norte", 587, "submission")
    story.replies("c1", b"220 norte\r\n")
    story.opens("c2", "pc-benito", "sur", 110, "pop3")
    story.responds("c2", b"+OK sur\r\n")
    story.commands("c1", b"QUIT\r\n")
    story.tell("sur", "c2", MailboxLocked(mailbox="benito@sur.example"))
    story.closes("c1")
    assert story.lines() == [
        "Cartero · scenario prueba · seed 3",
        load()["en"]["transcript.legend"],
        "",
        "",
        "== c1: pc-ana talks to norte, SMTP (submission), port 587 == 0.002 s",
        "   0.003 S: 220 norte",
        "   0.006 C: QUIT",
        "   0.008 -- closed by sur; 10 octets from the client, 20 from the server",
        "",
        "== c2: pc-benito talks to sur, POP3, port 110 == 0.004 s",
        "   0.005 S: +OK sur",
        "   0.007 -- sur: mailbox benito@sur.example locked for this session",
    ]


def test_a_long_message_is_written_whole():
    story = Story()
    story.opens("c1", "norte", "sur", 25, "smtp")
    lines = [f"linea {n}" for n in range(2_000)]
    story.sends_content("c1", "\r\n".join([*lines, ".", ""]).encode())
    told = [line[12:] for line in story.lines() if " C: " in line and ".0" in line]
    assert told == [*lines, "."]


def test_control_characters_are_escaped():
    story = Story()
    story.opens("c1", "pc-ana", "sur", 25, "smtp")
    story.commands("c1", b"MAIL\nFROM:\x1b[2J\xff \xc3\xb1\xc2\xa0\t\r\n")
    line = story.lines()[-1]
    assert line.endswith("C: MAIL\\x0aFROM:\\x1b[2J\\xff ñ\\xc2\\xa0\t")


def test_spaces_at_the_end_of_a_line_are_kept():
    story = Story()
    story.opens("c1", "pc-ana", "sur", 110, "pop3")
    story.speaks(
        "c1", Pop3CommandReceived, b"STAT \r\n", verb="STAT", argument="", state=""
    )
    assert story.lines()[-1].endswith("C: STAT ")


def test_what_the_server_never_read_is_told_at_the_end():
    story = Story()
    story.opens("c1", "pc-ana", "sur", 110, "pop3")
    story.speaks(
        "c1", Pop3CommandReceived, b"STAT\r\n", verb="STAT", argument="", state=""
    )
    story.journal.stream("c1.c").append(b"DELE 1\r\nQUIT")
    story.closes("c1", clean=False)
    assert story.lines()[-4:] == [
        "   0.004 -- broken; 10 octets from the client, 20 from the server",
        f"         -- {load()['en']['transcript.unread']}",
        "         C: DELE 1",
        "         C: QUIT",
    ]


def test_a_refused_connection_and_a_delivery_stand_alone():
    story = Story()
    refused = TcpConnectionRefused(server="sur", server_port=80)
    story.tell("pc-ana", "c9", refused)
    story.tell(
        "sur",
        "",
        MessageDelivered(
            message="sur-1.1",
            mailbox="benito@sur.example",
            unique_id="u7",
            reverse_path="ana@norte.example",
            recipient="benito@sur.example",
            octets="",
            length=90,
            added="",
            subject="Hola",
            header_from="",
            header_to="",
        ),
    )
    assert story.lines("es")[-3:] == [
        "== c9: pc-ana llama a sur, que no atiende el puerto 80 == 0.002 s",
        "",
        "   0.003 -- sur: mensaje sur-1.1 entregado en el buzón benito@sur.example"
        " con el identificador u7, 90 octetos",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WHOLE)
def test_the_transcript_is_the_golden_one(name, lang):
    golden = (HERE / f"{name}.{lang}.txt").read_text(encoding="utf-8")
    assert transcript(RUNS[name]().journal, load()[lang]) == golden


TLS_RECORD = b"\x16\x03"
"""How a handshake begins (RFC 8446 §5.1): what follows on the wire is no line, even
where a CRLF happens to stand in it. Datagrams are left out for the same reason."""

WITH_PAGES = ("tres-maneras", "descarga-cortada")
"""Lines of a page and the data of a form do not end with CRLF: not to be counted so."""


@pytest.mark.parametrize("name", [name for name in RUNS if name not in WITH_PAGES])
def test_every_octet_of_every_stream_of_a_connection_is_told_once(name):
    journal = RUNS[name]().journal
    told = transcript(journal, load()["en"]).splitlines()
    for stream, who in (("c", " C:"), ("s", " S:")):
        octets = b"".join(
            journal.octets(conn).partition(TLS_RECORD)[0] for conn in journal.streams
            if conn.endswith(stream) and not conn.startswith(("message.", "u"))
        )  # fmt: skip
        assert sum(line[8:].startswith(who) for line in told) == octets.count(b"\r\n")


def test_every_note_and_value_is_about_a_fact_and_its_fields():
    kinds = {kind.__struct_config__.tag: kind for kind in AnyFact.__args__}
    for lang in LANGUAGES:
        for kind, template in load().section(lang, "transcript.note.").items():
            fields = kinds.get(kind, TcpConnectionClosed).__struct_fields__
            named = {part.split("}")[0] for part in template.split("{")[1:]}
            assert named <= {*fields, "host", "conn"}, kind
        for value in load().section(lang, "transcript.value."):
            field = value.partition(".")[0]
            assert any(field in kind.__struct_fields__ for kind in kinds.values())


@pytest.mark.parametrize("said", [b"\x01" * 90_000, b"\x01\r\n" * 30_000])
@pytest.mark.parametrize("read", [True, False])
def test_what_comes_after_so_many_characters_is_not_made(monkeypatch, said, read):
    made: list[str] = []
    escape = module._escape
    monkeypatch.setattr(module, "_escape", lambda c: made.append(c) or escape(c))
    story = Story()
    story.opens("c1", "pc-ana", "norte", 587, "submission")
    for _ in range(3):
        if read:
            story.commands("c1", said)
        else:
            story.journal.stream("c1.c").append(said)
    texts = transcripts(story.journal, load(), 2_000)
    whole = transcripts(story.journal, load())
    made_in_all = len(made)
    made.clear()
    transcripts(story.journal, load(), 2_000)
    assert len(made) <= 2_000 * len(texts) < made_in_all
    for lang, text in texts.items():
        assert 1_900 < len(text) <= 2_000
        assert whole[lang].startswith(text.rstrip("\n"))
