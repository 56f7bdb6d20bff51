"""What a server answers, typed by hand at a terminal of the first letter's world."""

import pytest

from simulator.acts import Open, TypeLine
from simulator.journal import facts as f
from simulator.lab import Lab
from tests.worlds import opened


def replies(lab: Lab, target: str, *lines: str) -> list[str]:
    """The replies to `lines`, joined; the greeting left out."""
    before = len(lab.journal)
    lab.apply(Open("pc-ana", target, 25))
    lab.settle()
    for line in lines:
        lab.apply(TypeLine(line))
        lab.settle()
    out = [
        e.fact.octets
        for e in list(lab.journal)[before:]
        if isinstance(e.fact, f.SmtpReplySent) and e.conn == newest(lab)
    ]
    return out[1:]


def newest(lab: Lab) -> str:
    return list(lab.world.terminals)[-1]


HELLO = ("EHLO pc-ana.norte.example", "MAIL FROM:<ana@norte.example>")


@pytest.mark.parametrize(
    ("recipient", "reply"),
    [
        ("benito@sur.example", "250 2.1.5 "),
        ("ventas@sur.example", "250 2.1.5 "),
        ("todos@sur.example", "250 2.1.5 "),
        ("Postmaster", "250 2.1.5 "),
        ("ocupado@sur.example", "450 4.2.1 "),
        ("lleno@sur.example", "452 4.2.2 "),
        ("noexiste@sur.example", "550 5.1.1 "),
        ("nadie@sur.example", "550 5.1.1 "),
        ("ana@norte.example", "550 5.7.1 "),
    ],
)
def test_a_server_answers_each_recipient_of_a_stranger(recipient: str, reply: str):
    said = replies(opened(), "sur", *HELLO, f"RCPT TO:<{recipient}>")
    assert said[-1].startswith(reply)


@pytest.mark.parametrize(
    ("recipient", "reply"),
    [
        ("benito@sur.example", "250 2.1.5 "),
        ("zoe@oeste.example", "550 5.1.2 "),
        ("ana@norte.example", "250 2.1.5 "),
    ],
)
def test_a_server_relays_for_its_trusted_subnetwork(recipient: str, reply: str):
    said = replies(opened(), "norte", *HELLO, f"RCPT TO:<{recipient}>")
    assert said[-1].startswith(reply)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("VRFY benito", "250 2.1.5 Benito <benito@sur.example>\r\n"),
        ("VRFY nadie", "550 5.1.1 "),
        ("VRFY todos", "550 5"),
        ("EXPN benito", "550 5"),
        ("EXPN nadie", "550 5"),
    ],
)
def test_vrfy_answers_what_a_string_means(line: str, reply: str):
    assert replies(opened(), "sur", line)[-1].startswith(reply)


def test_expansion_is_one_line_for_each_member():
    said = replies(opened(), "sur", "EXPN todos")[-1]
    assert said == (
        "250-2.1.5 Benito <benito@sur.example>\r\n"
        "250 2.1.5 Carla <carla@sur.example>\r\n"
    )


def send(lab: Lab, recipient: str) -> list[f.MessageDelivered]:
    replies(lab, "sur", *HELLO, f"RCPT TO:<{recipient}>", "DATA", "Hola", ".", "QUIT")
    return [e.fact for e in lab.journal if isinstance(e.fact, f.MessageDelivered)]


def test_an_alias_keeps_the_reverse_path_and_a_list_has_its_owners():
    alias = send(opened(), "ventas@sur.example")[-1]
    assert alias.mailbox == "benito@sur.example"
    assert alias.reverse_path == "ana@norte.example"
    copies = send(opened(), "todos@sur.example")[-2:]
    assert {c.mailbox for c in copies} == {"benito@sur.example", "carla@sur.example"}
    assert {c.reverse_path for c in copies} == {"carla@sur.example"}


def test_several_recipients_do_not_learn_of_each_other():
    lab = opened()
    replies(
        lab,
        "sur",
        *HELLO,
        "RCPT TO:<benito@sur.example>",
        "RCPT TO:<carla@sur.example>",
        "DATA",
        "Hola",
        ".",
        "QUIT",
    )
    for address in ("benito@sur.example", "carla@sur.example"):
        content = lab.world.stores["sur"].mailboxes[address].messages[-1].content
        assert b"id sur-2" in content and b"for <" not in content
