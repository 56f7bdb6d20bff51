"""Browsers and their connections, folded: what each shows, and what it cost."""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.model import BrowserPage, Model


def _request(model: Model, event: Event, fact: f.HttpRequestReceived) -> None:
    conn = model.conns[event.conn]
    conn.octets.client += fact.length
    conn.kinds.command += fact.header_length
    conn.kinds.body += fact.length - fact.header_length


def _response(model: Model, event: Event, fact: f.HttpResponseSent) -> None:
    conn = model.conns[event.conn]
    conn.octets.server += fact.length
    conn.kinds.reply += fact.header_length
    conn.kinds.body += fact.length - fact.header_length
    conn.round_trips += 1


def _shown(model: Model, event: Event, fact: f.BrowserPageShown) -> None:
    if model.browsers is None:
        model.browsers = {}
    model.browsers[event.host] = BrowserPage(
        address=fact.address,
        status=fact.status,
        stream=f"{event.conn}.{fact.stream}" if fact.stream else "",
        offset=fact.offset,
        length=fact.length,
        problem=fact.problem,
    )


WEB_FOLDS: Folds = {
    f.HttpRequestReceived: _request,
    f.HttpResponseSent: _response,
    f.BrowserPageShown: _shown,
}
