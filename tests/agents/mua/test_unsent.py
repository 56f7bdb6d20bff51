"""What a mail client could not hand over stays in its outbox, and is tried again."""

import pytest

from simulator.acts import (
    Crash,
    Freeze,
    PowerOff,
    PowerOn,
    Resend,
    Restart,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Thaw,
)
from simulator.journal import facts as f
from simulator.lab import Lab
from tests.acts.test_faults import BENITO, model, refused, told
from tests.worlds import opened

PC = "pc-ana"
HELLO = Send(PC, BENITO, "Hola", "x")


def _unsent(lab: Lab) -> list[tuple[str, int, int]]:
    """Subject, attempts and last code of what waits at the client."""
    kept = model(lab)["hosts"][PC].get("unsent") or []
    return [(each["subject"], each["attempts"], each["code"]) for each in kept]


def _resent(lab: Lab) -> bool:
    """Whether the page offers to send again."""
    offered = [offer["act"] for offer in model(lab)["offers"]]
    return {"act": "resend", "host": PC} in offered


def _subjects(lab: Lab) -> list[str]:
    """Of what came to Benito, without that of the opening."""
    box = lab.world.stores["sur"].mailboxes[BENITO].messages
    return [
        m.content.partition(b"Subject: ")[2].split(b"\r\n")[0].decode() for m in box
    ][1:]


def _kept() -> Lab:
    """Nobody took a message: the submission server was off."""
    lab = opened()
    lab.apply(ServiceOff("norte", "msa"))
    lab.apply(HELLO)
    lab.settle()
    return lab


def _sent(lab: Lab) -> None:
    lab.settle()
    assert _unsent(lab) == [] and not _resent(lab)
    assert "Hola" in _subjects(lab)


def test_a_refused_connection_leaves_the_message_in_the_outbox_and_says_so():
    lab = _kept()
    assert _unsent(lab) == [("Hola", 1, 0)]
    assert "say.unsent.kept_titled" in told(lab)
    assert _resent(lab)


def test_a_4yz_reply_leaves_the_message_in_the_outbox_with_its_code():
    lab = opened()
    lab.apply(Send(PC, "ocupado@norte.example", "Hola", "x"))
    lab.settle()
    assert _unsent(lab) == [("Hola", 1, 450)]


def test_a_5yz_reply_leaves_nothing_in_the_outbox():
    lab = opened()
    lab.apply(Send(PC, "noexiste@norte.example", "Hola", "x"))
    lab.settle()
    assert _unsent(lab) == [] and not _resent(lab)


def test_only_the_recipients_that_nobody_took_are_tried_again():
    lab = opened()
    lab.apply(Send(PC, f"{BENITO}, ocupado@norte.example", "Hola", "x"))
    lab.settle()
    (kept,) = model(lab)["hosts"][PC]["unsent"]
    assert kept["forward_paths"] == ["ocupado@norte.example"]
    lab.apply(Resend(PC))
    lab.settle()
    assert _subjects(lab) == ["Hola"]
    assert _unsent(lab) == [("Hola", 2, 450)]


def test_a_timeout_leaves_the_message_in_the_outbox():
    lab = opened()
    lab.apply(Freeze("norte"))
    lab.apply(HELLO)
    lab.settle()
    assert _unsent(lab) == []
    lab.apply(Skip())
    lab.settle()
    assert _unsent(lab) == [("Hola", 1, 0)]
    lab.apply(Thaw("norte"))
    lab.apply(Resend(PC))
    _sent(lab)


def test_resend_tries_again_and_tells_which_attempt():
    lab = _kept()
    lab.apply(Resend(PC))
    lab.settle()
    assert _unsent(lab) == [("Hola", 2, 0)]
    lab.apply(ServiceOn("norte", "msa"))
    lab.apply(Resend(PC))
    _sent(lab)
    assert told(lab).count("say.unsent.tried_titled") == 2


def test_resend_without_anything_to_send_is_refused():
    assert refused(opened(), Resend(PC)) == "nothing_unsent"


def test_the_next_message_takes_along_what_waited():
    lab = _kept()
    lab.apply(ServiceOn("norte", "msa"))
    lab.apply(Send(PC, BENITO, "Otra", "x"))
    _sent(lab)
    assert sorted(_subjects(lab)) == ["Hola", "Otra"]


def test_a_server_that_cannot_be_reached_is_not_called_for_every_message():
    lab = _kept()
    lab.apply(Send(PC, BENITO, "Otra", "x"))
    lab.settle()
    assert _unsent(lab) == [("Hola", 1, 0), ("Otra", 1, 0)]


@pytest.mark.parametrize(("off", "on"), [(PowerOff, PowerOn), (Crash, Restart)])
def test_the_outbox_is_on_disk_and_tried_when_the_machine_starts(off, on):
    lab = _kept()
    lab.apply(off(PC))
    lab.settle()
    lab.apply(ServiceOn("norte", "msa"))
    assert _unsent(lab) == [("Hola", 1, 0)] and not _resent(lab)
    lab.apply(on(PC))
    _sent(lab)


@pytest.mark.parametrize("off", [PowerOff, Crash])
def test_a_message_under_way_is_kept_when_its_machine_goes_off_at_any_event(off):
    base = opened()
    start = base.last_seq
    base.apply(HELLO)
    base.settle()
    ended = next(
        e.seq
        for e in base.journal
        if e.seq > start and isinstance(e.fact, f.SmtpTransactionEnded)
    )
    for seq in range(start + 3, ended):
        lab = base.fork(seq)
        lab.apply(off(PC))
        lab.settle()
        assert _unsent(lab) == [("Hola", 1, 0)]
        told(lab)
