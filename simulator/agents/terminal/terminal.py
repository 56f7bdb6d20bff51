"""A person's terminal: `telnet HOST PORT`, then raw lines.

Nothing is rewritten: a line goes out as typed, in UTF-8, with CR LF behind it, as
telnet sends it (RFC 854). It refuses to know the protocol it carries.
"""

from simulator.journal import inline
from simulator.journal.facts import TerminalLineSent
from simulator.net import Clock, End


class Terminal:
    """One connection opened by hand. `usable`: lines can be sent."""

    def __init__(self, clock: Clock, end: End) -> None:
        self._clock = clock
        self._end = end
        self.usable = False

    @property
    def host(self) -> str:
        """The machine it runs on."""
        return self._end.host.name

    def opened(self) -> None:
        """Connected: the person may type."""
        self.usable = True

    def received(self, data: bytes) -> None:
        """Octets appear on the screen; the journal has them."""

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

    def send(self, text: str, actor: str) -> None:
        """Send every line of `text`, in one go, each ended with CR LF."""
        assert self.usable
        data = b"".join(line + b"\r\n" for line in _lines(text))
        offset = self._end.stream.length
        cause = self._clock.cause
        for line in _lines(text):
            octets = line + b"\r\n"
            self._clock.cause = cause
            self._clock.record(
                self.host,
                self._end.conn.name,
                TerminalLineSent(
                    actor=actor,
                    octets=inline(octets),
                    stream="c",
                    offset=offset,
                    length=len(octets),
                ),
            )
            offset += len(octets)
        self._end.send(data)

    def close(self) -> None:
        """Close the window: FIN, without QUIT."""
        self.usable = False
        self._end.close()


def _lines(text: str) -> list[bytes]:
    """The lines of a text, whatever its line ends; at least one."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line.encode("utf-8", "replace") for line in unified.split("\n")]
