"""Scenarios of the lessons: plain worlds where nothing has happened yet."""

import pytest

from simulator.acts import Collect, Crash, Send
from simulator.journal.facts import ImapCommandReceived, MessageDelivered
from simulator.lab import Lab, LabError
from simulator.projections.letters import letter_list, letter_view
from simulator.teaching.playing import SHIPPED, find_scenario, model_of
from tests.worlds import demonstrated, opened

AT_REST = [
    "sesion-smtp",
    "errores",
    "puntos",
    "destinatarios",
    "sobre-y-carta",
    "quien-hay",
    "servidor-lejano",
]


@pytest.mark.parametrize("name", AT_REST)
def test_a_session_begins_with_empty_mailboxes(name):
    lab = Lab(find_scenario(name, SHIPPED), 1)
    lab.open()
    boxes = model_of(lab)["mailboxes"]
    assert set(boxes) >= {"benito@sur.example", "carla@sur.example"}
    assert not any(box["messages"] for box in boxes.values())


@pytest.mark.parametrize("name", AT_REST)
def test_a_program_that_only_sends_says_so(name):
    lab = Lab(find_scenario(name, SHIPPED), 1)
    with pytest.raises(LabError, match="collects_nowhere"):
        lab.apply(Collect("pc-ana"))


def test_benito_has_five_messages_and_the_second_is_the_big_one():
    lab = Lab(find_scenario("pop3", SHIPPED), 1)
    messages = model_of(lab)["mailboxes"]["benito@sur.example"]["messages"]
    lengths = [message["length"] for message in messages]
    assert len(lengths) == 5
    assert lengths[1] >= 5 * 1024 * 1024
    assert max(lengths[:1] + lengths[2:]) < 1_000
    assert {message["reverse_path"] for message in messages} == {
        "ana@norte.example",
        "carla@sur.example",
    }


def test_a_message_to_benito_goes_by_the_backup_while_mx1_is_broken():
    """What the ready message of the bench shows (`readerFor` chooses the mailbox on the
    last machine)."""
    lab = opened("correo-con-dns")
    lab.settle()
    model = model_of(lab)
    boxes = {name: box["host"] for name, box in model["mailboxes"].items()}
    last = max(boxes, key=lambda name: model["order"].index(boxes[name]))
    assert last == "benito@sur.example"
    start = len(lab.journal)
    lab.apply(Crash("mx1"))
    lab.apply(Send("ana", last, "¿Llega?", "Hola"))
    lab.settle()
    news = lab.journal.events[start:]
    relayed = {
        e.host for e in news if e.fact.__struct_config__.tag == "smtp.reply_sent"
    }
    assert "mx2" in relayed and "mx1" not in relayed
    arrived = [e.fact.mailbox for e in news if isinstance(e.fact, MessageDelivered)]
    assert arrived == [last]


@pytest.mark.parametrize("name", ["imap", "tres-maneras", "descarga-cortada"])
def test_imap_asks_for_fields_before_it_asks_for_whole_messages(name):
    lab = demonstrated(name)
    client_of = {conn: each["client"] for conn, each in model_of(lab)["conns"].items()}
    asked: dict[str, list[str]] = {}
    for event in lab.journal:
        fact = event.fact
        if isinstance(fact, ImapCommandReceived) and fact.verb.endswith("FETCH"):
            asked.setdefault(client_of[event.conn], []).append(fact.octets)
    assert asked
    for client, lines in asked.items():
        assert "[HEADER" in lines[0], (client, lines)


def test_the_message_with_a_wrong_charset_is_read_wrong_and_the_right_one_right():
    journal = opened("cartas-por-dentro").journal
    read = {}
    for told in letter_list(journal):
        view = letter_view(journal, told.message)
        read[told.subject] = (view.parts[0].charset, view.parts[0].text, view.source)
    charset, text, source = read["ReuniÃ³n de maÃ±ana (mal)"]
    assert (charset, text.split(",")[0]) == ("iso-8859-1", "La reuniÃ³n serÃ¡ maÃ±ana")
    assert "charset=iso-8859-1" in source and "reuni\xc3\xb3n" in source
    charset, text, _ = read["Reunión de mañana (bien)"]
    assert (charset, text.split(",")[0]) == ("utf-8", "La reunión será mañana")
