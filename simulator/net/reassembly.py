"""Puts the octets of one direction together as they arrive (RFC 9293 §3.4).

It refuses to answer: acknowledging is its end's.
"""

from simulator.net.flight import Pieces, joined


class Reassembly:
    """`nxt`: RCV.NXT, before which every octet is here; `fin_seen`: FIN, too."""

    def __init__(self) -> None:
        self.nxt = 0
        self.fin_seen = False
        self._beyond: Pieces = []
        self._fin_at: int | None = None

    def take(self, pieces: Pieces, fin_at: int | None) -> bool:
        """Octets `pieces` arrived, with FIN behind octet `fin_at` unless None; whether
        the stream ends with them."""
        if fin_at is not None:
            self._fin_at = fin_at
        nxt = self.nxt
        if not self._beyond and len(pieces) == 1 and pieces[0][0] <= nxt:
            end = pieces[0][1]
            if end > nxt:
                self.nxt = end
        else:
            self._beyond = joined(sorted([*self._beyond, *pieces]))
            if self._beyond and self._beyond[0][0] <= nxt:
                self.nxt = max(nxt, self._beyond.pop(0)[1])
        if self._fin_at is None or self.nxt < self._fin_at or self.fin_seen:
            return False
        self.fin_seen = True
        return True
