"""An end of a connection in a live lab, where real programs wait for every answer.

It leaves out the work that a whole cable makes unnecessary, and delays by the wall
clock what TCP delays. It refuses to say anything else than `pipe.py` does.
"""

from simulator.net.pipe import End


class LiveEnd(End):
    """As `End`, on the clock of a live lab.

    Its acknowledgements are delayed by the wall: a program that answers sooner sends
    them along, as it does on a real network. Their timer then goes off for nothing,
    which costs less than cancelling one a line.
    """

    TRUSTS_CABLES = True
    ACK_WAITS = True
