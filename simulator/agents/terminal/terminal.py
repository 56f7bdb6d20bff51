"""A person's terminal: `telnet HOST PORT`, then raw lines.

Nothing is rewritten: a line goes out as typed, in UTF-8, with CR LF behind it, as
telnet sends it (RFC 854), or LF alone for who ends it with Ctrl+J. Inside TLS it is
what `openssl s_client` is: from the first octet on, or from where the person says so,
as `gnutls-cli --starttls` does. It refuses to know the protocol it carries.
"""

from simulator.journal import inline
from simulator.journal.facts import TerminalLineSent, TlsHandshakeFailed
from simulator.net import Clock, End, TlsEnd, TlsError, alert


class Terminal:
    """One connection opened by hand. `usable`: lines can be sent. `tls`: it begins with
    TLS (RFC 8314 §3)."""

    def __init__(self, clock: Clock, end: End, tls: bool = False) -> None:
        self._clock = clock
        self._end = end
        self._implicit = tls
        self._tls: TlsEnd | None = None
        self._heard = 0
        self._said = 0
        self.usable = False

    @property
    def host(self) -> str:
        """The machine it runs on."""
        return self._end.host.name

    @property
    def awaits_tls(self) -> bool:
        """The server said that it goes on inside TLS, and nothing since."""
        agreed = self._end.conn.secure_from == self._heard
        return self.usable and self._tls is None and agreed

    def opened(self) -> None:
        """Connected: the person may type."""
        self.usable = True
        if self._implicit:
            self.start_tls()

    def start_tls(self) -> None:
        """The handshake begins; what is typed from now on goes inside."""
        self._said = 0
        self._tls = TlsEnd(self._end)

    def received(self, data: bytes) -> None:
        """Octets appear on the screen; the journal has them."""
        self._heard += len(data)
        if self._tls is None or not self.usable:
            return
        try:
            self._tls.receive(data)
        except TlsError as error:
            self._break_off(error.reason)

    def _break_off(self, reason: str) -> None:
        """The server does not speak TLS: an alert, and the end (RFC 8446 §6.2)."""
        self.usable = False
        fact = TlsHandshakeFailed(reason=reason)
        self._clock.record(self.host, self._end.conn.name, fact)
        self._end.send(alert())
        self._end.close()

    def ended(self) -> None:
        """The server closed; telnet closes too."""
        self.usable = False
        self._end.close()

    def lost(self, _reason: str) -> None:
        """The connection broke."""
        self.usable = False

    def vanish(self) -> None:
        """Its machine is gone, and the window with it."""
        self.usable = False

    def send(self, text: str, actor: str, line_end: bytes = b"\r\n") -> None:
        """Send every line of `text`, in one go, each ended with `line_end`."""
        assert self.usable
        data = b"".join(line + line_end for line in _lines(text))
        offset = self._said
        cause = self._clock.cause
        for line in _lines(text):
            octets = line + line_end
            self._clock.cause = cause
            self._clock.record(
                self.host,
                self._end.conn.name,
                TerminalLineSent(
                    actor=actor,
                    octets=inline(octets),
                    stream="tc" if self._tls else "c",
                    offset=offset,
                    length=len(octets),
                ),
            )
            offset += len(octets)
        self._said = offset
        (self._tls or self._end).send(data)

    def close(self) -> None:
        """Close the window: FIN, without QUIT."""
        self.usable = False
        self._end.close()


def _lines(text: str) -> list[bytes]:
    """The lines of a text, whatever its line ends; at least one."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line.encode("utf-8", "replace") for line in unified.split("\n")]
