"""The seals of a message: empty, then what each check came to, where it was made."""

from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.model import ModelFold
from simulator.projections.shapes.model import Seal, Seals
from simulator.scenario import scenario_view
from tests.worlds import demonstrated


def seals_at(lab: Lab, wanted: type[f.Fact], count: int) -> Seals | None:
    """Those of the connection of the `count`th such fact, once it is folded."""
    fold = ModelFold(scenario_view(lab.scenario))
    for event in lab.journal:
        fold.fold(event, None, None)
        if isinstance(event.fact, wanted):
            count -= 1
        if not count:
            return fold.model.conns[event.conn].seals
    raise AssertionError(f"not so many {wanted}")


FORGED = demonstrated("falso-remitente")
LISTED = demonstrated("lista-y-dkim")


def test_they_are_empty_when_the_first_check_begins():
    assert seals_at(FORGED, f.SpfCheckBegun, 1) == Seals(dkim=[])


def test_each_is_there_as_soon_as_its_check_is_over():
    unsigned = Seal(result="none", domain="")
    after = seals_at(FORGED, f.DkimSignatureJudged, 3)
    assert after is not None
    assert after.spf == Seal(result="pass", domain="malo.example")
    assert (after.dkim, after.dmarc) == ([unsigned], None)
    after = seals_at(FORGED, f.DmarcCheckEnded, 3)
    assert after is not None
    assert after.dmarc == Seal(result="fail", domain="banco.example")


def test_the_next_transaction_begins_with_empty_ones():
    """The first message was accepted, the second one refused."""
    ended = seals_at(FORGED, f.SpfCheckEnded, 2)
    assert ended == Seals(spf=Seal(result="fail", domain="tienda.example"), dkim=[])
    assert seals_at(FORGED, f.SpfCheckBegun, 3) == Seals(dkim=[])


def test_every_signature_has_its_own():
    after = seals_at(LISTED, f.DkimSignatureJudged, 3)
    assert after is not None and after.spf is None and after.dmarc is None
    assert after.dkim == [
        Seal(result="pass", domain="sur.example"),
        Seal(result="fail", domain="norte.example"),
    ]


def test_where_nobody_checks_there_are_none():
    fold = ModelFold(scenario_view(FORGED.scenario))
    for event in FORGED.journal:
        fold.fold(event, None, None)
    servers = {c.server for c in fold.model.conns.values() if c.seals is not None}
    assert servers == {"sur"}
    checked = [c for c in fold.model.conns.values() if c.seals is not None]
    assert all(c.client in ("robot", "banco") for c in checked)


def test_mail_clears_away_what_the_last_transaction_left():
    fold, begun = ModelFold(scenario_view(FORGED.scenario)), 0
    for event in FORGED.journal:
        fold.fold(event, None, None)
        fact = event.fact
        if isinstance(fact, f.SmtpCommandReceived) and fact.verb == "MAIL":
            conn = fold.model.conns[event.conn]
            assert (conn.envelope, conn.letter, conn.seals) == (None, None, None)
            begun += 1
    assert begun == 6
