"""The client side of HTTP/1.1 on one connection: a browser asks for one page at a time.

It stays connected between two pages, as browsers do (RFC 9112 §9.3). What the server
says wrongly ends the connection. It refuses to follow redirections: that is the
browser's.
"""

import h11

from simulator.journal.facts import ReplyTimedOut
from simulator.protocols.engine import Action, Answer, EngineBase, News, TlsStarted
from simulator.protocols.http.messages import (
    BODY_OCTETS_MAX,
    HEAD_OCTETS_MAX,
    MessageCutter,
    event_data,
    fields_of,
    head_length,
    written,
)
from simulator.protocols.http.questions import Arrived, Fetch, Seen

PATIENCE_US = 60_000_000


class HttpClient(EngineBase[Arrived]):
    """An `Engine`; the facts of both sides are the server's. `idle`: it may be asked
    for the next page."""

    def __init__(self, now_us: int) -> None:
        super().__init__()
        self._http = h11.Connection(
            h11.CLIENT, max_incomplete_event_size=HEAD_OCTETS_MAX
        )
        self._wire = MessageCutter()
        self._fetch: Fetch | None = None
        self._since_us = now_us
        self._head: h11.Response | None = None
        self._body = bytearray()
        self._over = False

    @property
    def idle(self) -> bool:
        """Connected, and nothing is on its way."""
        return not self._over and self._fetch is None

    # --- the contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of responses, cut at any place."""
        if data and not self._over:
            self._since_us = now_us
            self._wire.feed(data)
            self._http.receive_data(data)
            self._read()

    def receive_eof(self, _now_us: int) -> None:
        """The server says no more; half a response is worth nothing."""
        if not self._over:
            self._close()

    def answer(self, answer: Answer, _now_us: int) -> None:
        """The page was `Seen`: another may be asked for."""
        assert isinstance(answer, Seen)
        self._question = self._fetch = None
        done = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        if done and not answer.leaves:
            self._http.start_next_cycle()
        else:
            self._close()

    def notify(self, news: News, now_us: int) -> None:
        """Ask for a page. A server that is not trusted is asked nothing."""
        if isinstance(news, TlsStarted) and not news.trusted:
            self._output.clear()
            self._close()
        if not isinstance(news, Fetch):
            return
        assert self.idle, "one page at a time"
        self._fetch, self._since_us = news, now_us
        fields = news.fields
        if news.body:
            fields = (*fields, ("content-length", str(len(news.body))))
        headers = [(written(n), v.encode("latin-1", "replace")) for n, v in fields]
        chunks = (
            self._http.send(
                h11.Request(method=news.method, target=news.target, headers=headers)
            ),
            self._http.send(h11.Data(data=news.body)),
            self._http.send(h11.EndOfMessage()),
        )
        self._output.append(b"".join(chunk for chunk in chunks if chunk))

    def connection_lost(self, _now_us: int) -> None:
        """No page will come."""
        self._question = None
        self._over = True

    def timer_at_us(self) -> int | None:
        """When a silent server is given up."""
        waits = not self._over and self._fetch is not None and self._question is None
        return self._since_us + PATIENCE_US if waits else None

    def _time_out(self) -> None:
        assert self._fetch is not None, "nothing was asked"
        verb = self._fetch.method
        self._facts.append(ReplyTimedOut(awaited=verb, after_us=PATIENCE_US))
        self._close()

    # --- reading ---

    def _read(self) -> None:
        while self._question is None and not self._over:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError:
                self._close()
                return
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return
            if isinstance(event, h11.Response):
                self._head, self._body = event, bytearray()
            elif isinstance(event, h11.Data):
                self._body += event_data(event)
                if len(self._body) > BODY_OCTETS_MAX:
                    self._close()
            elif isinstance(event, h11.EndOfMessage):
                self._whole()
            elif not isinstance(event, h11.InformationalResponse):
                self._close()

    def _whole(self) -> None:
        head, fetch = self._head, self._fetch
        if head is None or fetch is None:
            self._close()
            return
        start, octets = self._wire.cut(len(self._http.trailing_data[0]))
        self._question = Arrived(
            fetch.method,
            fetch.target,
            head.status_code,
            fields_of(list(head.headers)),
            bytes(self._body),
            start + head_length(octets),
            len(octets) - head_length(octets),
        )

    def _close(self) -> None:
        self._over = True
        self._action = Action.CLOSE
