"""An end of a connection in a live lab, where real programs wait for every answer.

It leaves out the work that a whole cable makes unnecessary, and delays by the wall
clock what TCP delays. It refuses to say anything else than `pipe.py` does.
"""

from simulator.net.clock import Timer
from simulator.net.pipe import DELAYED_ACK_US, End


class LiveEnd(End):
    """As `End`, on the clock of a live lab."""

    def _expect_ack(self, attempt: int) -> None:
        """Cables that lose nothing need no retransmission."""
        if not self.cables.whole:
            super()._expect_ack(attempt)

    def _delay_ack(self) -> Timer:
        """Later on the wall: a program that answers sooner sends the acknowledgement
        along, as it does on a real network."""
        return self.conn.clock.after(
            DELAYED_ACK_US, self._ack_late, waiting=True, name="tcp.delayed_ack"
        )

    def _acknowledges(self) -> None:
        """A timer that goes off for nothing costs less than cancelling one a line."""
        self._owes_ack = False
