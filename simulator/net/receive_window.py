"""The receive window of one end of a connection (RFC 9293 §3.8.6): its peer may send as
much as the program here reads, and one window more.

It refuses to send: that is `pipe.py`.
"""

from collections.abc import Callable

from simulator.net.reassembly import Reassembly

WINDOW_OCTETS = 65_535
UNLIMITED = 1 << 62


class ReceiveWindow:
    """What `End` keeps of it.

    `takes_until`: how many octets this end has room for in all; its peer stops there.
    `on_room`: called when some of the octets that waited for room at the peer have
    left. `_snd_nxt`: SND.NXT (RFC 9293 §3.3.1), counted in octets from 0, without SYN
    and FIN, as `_rcv.nxt` is.
    """

    open: bool

    def __init__(self) -> None:
        self.takes_until = UNLIMITED
        self.on_room: Callable[[], None] | None = None
        self._snd_nxt = 0
        self._rcv = Reassembly()

    def push(self) -> None:
        """Send as much as the window lets."""
        raise NotImplementedError

    def go_on(self) -> None:
        """There is more room at the peer, or may be."""
        before = self._snd_nxt
        self.push()
        if self.on_room is not None and self._snd_nxt > before:
            self.on_room()

    def grant(self, octets: int, peer: "ReceiveWindow") -> None:
        """There is room for `octets` in all: `peer` may go on."""
        self.takes_until = octets
        if peer.open:
            peer.go_on()

    def leave_unread(self, octets: int) -> None:
        """The program does not read the last `octets` that came."""
        room = self._rcv.nxt - octets + WINDOW_OCTETS
        self.takes_until = min(self.takes_until, room)
