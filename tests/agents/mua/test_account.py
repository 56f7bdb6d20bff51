"""The form of an account: what it says is what the mail client really connects to."""

import pytest

from simulator.acts import Act, Collect, Send, SetUp, Skip
from simulator.journal import facts as f
from simulator.lab import Lab
from tests.acts.test_faults import model, refused, told
from tests.worlds import opened

PC = "pc-ana"
RIGHT = {
    "service": "pop3",
    "incoming": "pop.norte.example",
    "incoming_port": 995,
    "incoming_tls": True,
    "outgoing": "smtp.norte.example",
    "outgoing_port": 465,
    "outgoing_tls": True,
    "user": "ana",
}
LETTER = Send(PC, "benito@sur.example", "Hola", "x")


def _form(**changed: object) -> SetUp:
    return SetUp(PC, **(RIGHT | changed))


def _tried(*acts: Act) -> Lab:
    """At Ana's, whose client is set up as in 1999."""
    lab = opened("puertos")
    for act in acts:
        lab.apply(act)
        lab.settle()
    told(lab)
    return lab


def _facts(lab: Lab, kind: type[f.Fact]) -> list:
    return [event.fact for event in lab.journal if isinstance(event.fact, kind)]


def _collected(lab: Lab) -> bool:
    return bool(_facts(lab, f.MessageCollected))


def _sent(lab: Lab) -> bool:
    ended = _facts(lab, f.SmtpTransactionEnded)
    return [each.result for each in ended][:1] == ["accepted"]


def test_the_account_of_the_scenario_is_what_the_form_shows():
    account = model(opened("puertos"))["hosts"][PC]["account"]
    assert account == {
        "service": "pop3",
        "incoming": "norte.example",
        "incoming_port": 110,
        "incoming_tls": False,
        "outgoing": "norte.example",
        "outgoing_port": 25,
        "outgoing_tls": False,
        "user": "ana",
    }
    assert "account" not in model(opened("puertos"))["hosts"]["norte"]


def test_an_old_account_neither_reads_nor_sends():
    """110 wants TLS before a password; 25 takes nothing for elsewhere."""
    lab = _tried(Collect(PC), LETTER)
    assert not _collected(lab) and not _sent(lab)
    assert 550 in [each.code for each in _facts(lab, f.SmtpReplySent)]


@pytest.mark.parametrize(
    "form",
    [
        _form(),
        _form(outgoing_port=587, outgoing_tls=False),
        _form(service="imap", incoming="norte.example", incoming_port=993),
        _form(incoming="198.51.100.5", outgoing="norte", password="ana-secreta"),
    ],
)
def test_a_right_account_reads_and_sends_inside_tls(form):
    lab = _tried(form, Collect(PC), LETTER)
    assert _collected(lab) and _sent(lab)
    assert len(_facts(lab, f.TlsHandshakeCompleted)) >= 2
    account = model(lab)["hosts"][PC]["account"]
    assert account["service"] == form.service
    assert account["incoming_port"] == form.incoming_port
    assert "say.account.set_up" in told(lab)


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        ({"incoming_port": 996}, f.TcpConnectionRefused),
        ({"incoming_port": 110}, f.TlsHandshakeFailed),
        ({"incoming": "sur"}, f.TcpConnectionRefused),
        ({"password": "otra"}, f.Pop3ResponseSent),
        ({"user": "benito"}, f.Pop3ResponseSent),
        ({"incoming_port": 465}, f.TlsHandshakeCompleted),
    ],
)
def test_a_wrong_field_is_answered_by_the_network_or_the_server(changed, fact):
    lab = _tried(_form(**changed), Collect(PC))
    assert not _collected(lab)
    assert _facts(lab, fact)


def test_tls_expected_by_the_server_alone_is_a_long_silence():
    """Both wait for the other to begin."""
    lab = _tried(_form(incoming_tls=False), Collect(PC), Skip())
    assert not _collected(lab)
    assert _facts(lab, f.ReplyTimedOut)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"incoming": "pop.norte.exampel"}, "unknown_target"),
        ({"outgoing_port": 0}, "bad_port"),
        ({"user": ""}, "bad_login"),
        ({"password": "a\r\nDELE 1"}, "bad_login"),
        ({"user": "a" * 201}, "text_too_long"),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused(changed, reason):
    assert refused(opened("puertos"), _form(**changed)) == reason


def test_unique_ids_of_another_mailbox_are_forgotten():
    """Nothing of POP3 is thrown away because IMAP does not know it."""
    by_imap = _form(service="imap", incoming_port=993)
    lab = _tried(_form(), Collect(PC), by_imap, Collect(PC))
    assert not _facts(lab, f.MessageDiscarded)
    assert len(_facts(lab, f.MessageCollected)) == 2
