"""The seals of the message on a connection: what SPF, DKIM and DMARC came to.

They begin with the first check and are gone with the next mail transaction. It refuses
to sum up: a message with two signatures has two results.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.model import Model, Seal, Seals


def _seals(model: Model, event: Event) -> Seals | None:
    """Those of the connection; None where the model has forgotten it."""
    conn = model.conns.get(event.conn)
    if conn is None:
        return None
    if conn.seals is None:
        conn.seals = Seals(dkim=[])
    return conn.seals


def _sender_begun(model: Model, event: Event, _fact: f.SpfCheckBegun) -> None:
    """The first check of a transaction: what was before is of another one."""
    conn = model.conns.get(event.conn)
    if conn is not None:
        conn.seals = Seals(dkim=[])


def _begun(
    model: Model, event: Event, _fact: f.DkimSignatureRead | f.DmarcCheckBegun
) -> None:
    _seals(model, event)


def _sender(model: Model, event: Event, fact: f.SpfCheckEnded) -> None:
    seals = _seals(model, event)
    if seals is not None:
        seals.spf = Seal(result=fact.result, domain=fact.domain)


def _signature(model: Model, event: Event, fact: f.DkimSignatureJudged) -> None:
    seals = _seals(model, event)
    if seals is not None:
        seals.dkim.append(Seal(result=fact.result, domain=fact.domain))


def _author(model: Model, event: Event, fact: f.DmarcCheckEnded) -> None:
    seals = _seals(model, event)
    if seals is not None:
        seals.dmarc = Seal(result=fact.result, domain=fact.author_domain)


SEAL_FOLDS: Folds = {
    f.SpfCheckBegun: _sender_begun,
    f.SpfCheckEnded: _sender,
    f.DkimSignatureRead: _begun,
    f.DkimSignatureJudged: _signature,
    f.DmarcCheckBegun: _begun,
    f.DmarcCheckEnded: _author,
}
