"""A queue whose next server is off: how much of it a server takes on."""

from simulator.journal import facts as f
from tests.agents.mail_world import Post, server, world

BENITO = "benito@sur.example"


def test_a_full_queue_takes_no_more_mail_until_it_has_room() -> None:
    """452 4.3.1 to MAIL (RFC 5321 §4.2.3); nothing that was accepted is lost."""
    hosts = server("norte", queue_octets_max=2_000), server("sur", smtp_port=0)
    lab = Post(world(*hosts))
    for _ in range(9):
        lab.send(BENITO, body="x" * 400)
    held = len(lab.facts(f.MessageQueued))
    assert 1 < held < 9
    refused = [
        r for r in lab.facts(f.SmtpReplySent) if r.verb == "MAIL" and r.code > 400
    ]
    assert {(r.code, r.enhanced) for r in refused} == {(452, "4.3.1")}
    lab.skip(lambda: lab.empty)
    lab.send(BENITO)
    assert lab.facts(f.SmtpReplySent)[-1].code < 400
