"""A wrong decision is played: what shows of it at which machine, and what stays."""

from typing import Any

import pytest

from simulator.protocols.smtp.codes import allowed
from simulator.protocols.smtp.states import State
from simulator.scenario import Role
from tests.classroom.internet.played import BODY, InternetInTest

ANYWHERE = ("nadie@rojo.example", "a@lejos.example", "a@b.rojo.example")


@pytest.fixture
def thirty():
    return InternetInTest(30, starttls=False)


def decides(klass: InternetInTest, role: str, shown: str) -> dict[str, Any]:
    """The engine decides as far as that role, which chooses what begins so: what the
    board says of it."""
    while (found := klass.waiting()["carta"])[1]["role"] != role:
        klass.decide(found[0], "carta", found[1]["number"])
    name, decision = found
    choices = [each["shown"] for each in decision["choices"]]
    place = next(at for at, each in enumerate(choices) if each.startswith(shown))
    klass.decide(name, "carta", decision["number"], place)
    (letter,) = klass.board()["letters"]
    assert (letter["decided"], letter["outcome"]) == (decision["number"], "on_its_way")
    return letter.get("astray", {})


def shown_to(klass: InternetInTest, role: str, domain: str) -> str:
    """What whoever is that machine is shown of the wrong way."""
    machines = klass.board()["machines"]
    who = next(m["who"] for m in machines if (m["role"], m["domain"]) == (role, domain))
    return said(klass, who)


def said(klass: InternetInTest, name: str) -> str:
    return "\n".join(
        f"{line['kind']} {line['text']}"
        for letter in klass.device(name)["letters"]
        for line in letter["astray"]
    )


@pytest.mark.parametrize(
    ("role", "shown", "outcome", "at", "sees"),
    [
        ("dns", "NXDOMAIN", "refused", "relay", "said 550 5.1.2"),
        ("dns", "azul.example MX 10 192.0.2.22", "refused", "relay", "said 550 5.4.4"),
        ("dns", "azul.example MX 10 mx.rojo", "returned", "mx", "said 550 5.7.1"),
        ("relay", "dns.azul", "waits", "relay", "waits 30"),
        ("relay", "benito.azul", "waits", "relay", "refused "),
        ("relay", "mailbox.azul", "arrived", "relay", "said RCPT TO:<benito@azul"),
        ("mx", "550 5.7.1", "returned", "relay", "said 550 5.7.1"),
        ("mx", "550 5.1.1", "returned", "relay", "said 550 5.1.1"),
    ],
)
def test_a_wrong_decision_shows_at_another_machine(
    thirty, role, shown, outcome, at, sees
):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    assert decides(thirty, role, shown)["outcome"] == outcome
    assert sees in shown_to(thirty, at, "rojo.example")


def test_who_wrote_gets_the_notice_of_a_mailbox_that_does_not_know_its_owner(thirty):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    assert decides(thirty, "mailbox", "550 5.1.1")["outcome"] == "returned"
    assert "collected Mail Delivery System" in said(thirty, "Ana")
    assert "said 550 5.1.1" in shown_to(thirty, "mx", "azul.example")
    assert said(thirty, "Benito") == ""


def test_a_letter_in_another_mailbox_is_read_by_another(thirty):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    assert decides(thirty, "mailbox", "elena@azul")["outcome"] == "astray"
    assert BODY in said(thirty, "Elena")
    assert BODY not in said(thirty, "Benito")


@pytest.mark.parametrize(
    ("protocol", "sees"),
    [("SMTP", "said 220 mailbox.azul.example"), ("DNS", "refused")],
)
def test_a_letter_stays_in_the_mailbox_of_who_looks_elsewhere(thirty, protocol, sees):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    assert decides(thirty, "computer", protocol)["outcome"] == "uncollected"
    assert sees in said(thirty, "Benito")


def test_a_reply_that_may_not_come_there_is_told_and_not_played(thirty):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    assert decides(thirty, "mx", "354") == {}


def test_a_decision_made_anew_is_all_that_is_left(thirty):
    thirty.write("Ana", thirty.address("Benito"), "carta")
    before = list(thirty.run.journal.events)
    first = decides(thirty, "dns", "NXDOMAIN")
    assert first["shown"] == "NXDOMAIN"
    assert "relay.rojo.example" in first["hosts"]
    assert "mx.azul.example" not in first["hosts"]
    second = decides(thirty, "dns", "azul.example MX 10 mx.rojo")
    assert second["outcome"] == "returned"
    thirty.play("carta")
    (letter,) = thirty.board()["letters"]
    assert "astray" not in letter
    assert (letter["outcome"], letter["wrong"]) == ("arrived", 2)
    assert not any(said(thirty, name) for name in thirty.people)
    assert thirty.run.journal.events == before


@pytest.mark.parametrize("size", [2, 14])
@pytest.mark.parametrize("to", [*ANYWHERE, "benito@"])
def test_whatever_is_chosen_every_reply_is_one_that_may_come_there(size, to):
    klass = InternetInTest(size)
    klass.write("Ana", klass.address("Benito") if to == "benito@" else to, "carta")
    letter = klass.classroom.internet.letter("carta")
    while letter.open is not None:
        waits, number = letter.open, len(letter.by_hand)
        right = [each.right for each in waits.choices].index(True)
        wrong = set(range(len(waits.choices))) - {right}
        for choice in wrong:
            klass.teacher.ask(
                "class_decide", letter="carta", number=number, choice=choice
            )
            assert letter.open == waits
            if letter.astray is not None and waits.role is Role.MX:
                code = int(letter.astray.lines[0].line.text[:3])
                assert code in allowed("RCPT", State.MAIL)
        klass.teacher.ask("class_decide", letter="carta", number=number)
        assert letter.astray is None


def test_people_called_like_machines_have_computers_of_their_own():
    klass = InternetInTest(0)
    for name in ("MX", "Relay", "Mailbox", "DNS", "Computer"):
        klass.people[name] = klass.student(name)
    assert klass.begin()["ok"]
    assert len({each["host"] for each in klass.board()["machines"]}) == 6
