"""The server side of HTTP/1.1 on one connection: requests in, responses out.

Whole requests become questions; what the grammar forbids is answered at once and the
connection closed (RFC 9112 §2.2, §3.2, §11.2). A client that says nothing for
`idle_us` is left (RFC 9112 §9.5). It refuses to know any page: that is the agent's.
"""

import h11
import msgspec

from simulator.journal import inline
from simulator.journal.facts import HttpRequestReceived, HttpResponseSent
from simulator.protocols.engine import Action, Answer, EngineBase, News
from simulator.protocols.http.codes import PHRASES
from simulator.protocols.http.messages import (
    BODY_OCTETS_MAX,
    HEAD_OCTETS_MAX,
    MessageCutter,
    event_data,
    fields_of,
    head_length,
    head_spans,
    written,
)
from simulator.protocols.http.questions import Fields, Request, Response, field


class HttpServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """`idle_us`: how long a silent client may stay. `tls`: all is said inside TLS."""

    idle_us: int = 60_000_000
    tls: bool = False
    body_octets_max: int = BODY_OCTETS_MAX


class HttpServer(EngineBase[Request]):
    """An `Engine`."""

    def __init__(self, config: HttpServerConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self._streams = ("tc", "ts") if config.tls else ("c", "s")
        self._http = h11.Connection(
            h11.SERVER, max_incomplete_event_size=HEAD_OCTETS_MAX
        )
        self._wire = MessageCutter()
        self._sent = 0
        self._idle_from_us = now_us
        self._head: h11.Request | None = None
        self._body = bytearray()
        self._over = False

    @property
    def _octets_max(self) -> int:
        return 2 * HEAD_OCTETS_MAX + 2 * self.config.body_octets_max

    # --- the contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of requests, cut at any place."""
        if self._over or not data:
            return
        self._idle_from_us = now_us
        self._wire.feed(data)
        self._http.receive_data(data)
        self._read()
        if not self._over and self._wire.waiting > self._octets_max:
            self._overflow()

    def receive_eof(self, _now_us: int) -> None:
        """What was asked before is still answered (RFC 9112 §9.6)."""
        if not self._over:
            self._http.receive_data(b"")
            self._read()

    def answer(self, answer: Answer, now_us: int) -> None:
        """A `Response` to the open `Request`; those that waited are read next."""
        assert isinstance(answer, Response) and self._question is not None
        request, self._question = self._question, None
        self._idle_from_us = now_us
        self._respond(answer, request.method, request.target)
        if self._http.our_state is h11.MUST_CLOSE:
            self._close()
        else:
            self._http.start_next_cycle()
            self._read()

    def notify(self, news: News, now_us: int) -> None:
        """Nothing concerns a web server but requests."""

    def connection_lost(self, _now_us: int) -> None:
        """The open request is withdrawn."""
        self._question = None
        self._over = True

    def timer_at_us(self) -> int | None:
        """When an idle client is closed; not while the agent is asked."""
        waits = not self._over and self._question is None
        return self._idle_from_us + self.config.idle_us if waits else None

    def _time_out(self) -> None:
        self._close()

    # --- reading ---

    def _read(self) -> None:
        """Take what has arrived, up to the end of one request."""
        while self._question is None and not self._over:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                self._refuse(error.error_status_hint)
                return
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return
            if isinstance(event, h11.Request):
                self._begin(event)
            elif isinstance(event, h11.Data):
                self._body += event_data(event)
                if len(self._body) > self.config.body_octets_max:
                    self._refuse(413)
            elif isinstance(event, h11.EndOfMessage):
                self._whole()
            else:
                self._close()

    def _begin(self, head: h11.Request) -> None:
        self._head, self._body = head, bytearray()
        if self._wire.head > HEAD_OCTETS_MAX:
            self._refuse(431)
        elif _doubtful(head):
            self._refuse(400)

    def _overflow(self) -> None:
        """More than one message may hold: chunks full of nothing, or requests upon
        requests while the first is being answered."""
        if self._question is None:
            self._refuse(413)
        else:
            self._question = None
            self._close()

    def _whole(self) -> None:
        head = self._head
        assert head is not None
        start, octets = self._wire.cut(len(self._http.trailing_data[0]))
        fields = fields_of(list(head.headers))
        method, target = head.method.decode("ascii"), head.target.decode("latin-1")
        self._facts.append(
            HttpRequestReceived(
                octets=inline(octets),
                stream=self._streams[0],
                offset=start,
                length=len(octets),
                method=method,
                target=target,
                host=field(fields, "host"),
                content_type=field(fields, "content-type"),
                header_length=head_length(octets),
                content_length=len(self._body),
                spans=head_spans(octets, ("method", "target", "version")),
            )
        )
        self._question = Request(method, target, fields, bytes(self._body))

    def _refuse(self, status: int) -> None:
        """What cannot be read is answered, and nothing after it is believed."""
        start, octets = self._wire.cut(0)
        self._facts.append(
            HttpRequestReceived(
                octets=inline(octets),
                stream=self._streams[0],
                offset=start,
                length=len(octets),
                method="",
                target="",
                header_length=len(octets),
                spans=((0, len(inline(octets)), "error"),) if octets else (),
            )
        )
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._respond(Response(status, (("connection", "close"),)), "", "")
        self._close()

    # --- writing ---

    def _respond(self, response: Response, method: str, target: str) -> None:
        fields: Fields = (
            *response.fields,
            ("content-length", str(len(response.body))),
        )
        reason = _phrase(response.status).encode("ascii")
        chunks = (
            self._http.send(
                h11.Response(
                    status_code=response.status,
                    headers=[
                        (written(n), v.encode("latin-1", "replace")) for n, v in fields
                    ],
                    reason=reason,
                )
            ),
            # To HEAD goes the head alone, with the length of what GET brings (RFC 9110
            # §9.3.2).
            self._http.send(h11.Data(data=b"" if method == "HEAD" else response.body)),
            self._http.send(h11.EndOfMessage()),
        )
        octets = b"".join(chunk for chunk in chunks if chunk)
        self._output.append(octets)
        self._facts.append(self._told(response, octets, (method, target)))
        self._sent += len(octets)

    def _told(
        self, response: Response, octets: bytes, asked: tuple[str, str]
    ) -> HttpResponseSent:
        return HttpResponseSent(
            octets=inline(octets),
            stream=self._streams[1],
            offset=self._sent,
            length=len(octets),
            status=response.status,
            phrase=_phrase(response.status),
            method=asked[0],
            target=asked[1],
            location=field(response.fields, "location"),
            content_type=field(response.fields, "content-type"),
            header_length=head_length(octets),
            content_length=len(octets) - head_length(octets),
            spans=head_spans(octets, ("version", "code", "text")),
        )

    def _close(self) -> None:
        self._over = True
        self._action = Action.CLOSE


def _phrase(status: int) -> str:
    return PHRASES.get(status, "Unknown")


def _doubtful(head: h11.Request) -> bool:
    """Two lengths, or chunks in HTTP/1.0: whoever passed this on may have read another
    end into it, and what follows is not to be trusted (RFC 9112 §6.1, §11.2)."""
    names = {name for name, _ in head.headers}
    coded = b"transfer-encoding" in names
    return coded and (b"content-length" in names or head.http_version < b"1.1")
