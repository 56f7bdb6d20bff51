"""AUTH on the client: what to say to each challenge (RFC 4954 §4).

It refuses to choose a mechanism, and to judge the verdict.
"""

from simulator.protocols.sasl import (
    client_exchange,
    read_response,
    write_initial,
    write_octets,
)

COMMAND_OCTETS_MAX = 510
"""RFC 5321 §4.5.3.1.4, without CRLF: a longer initial response waits for its 334."""

CANCEL = "*"


class Identification:
    """One exchange with `mechanism`."""

    def __init__(self, mechanism: str, user: str, password: str) -> None:
        self._mechanism = mechanism
        self._exchange = client_exchange(mechanism, user, password)

    def command(self) -> str:
        """`AUTH mechanism`, with the initial response if there is one and it fits."""
        alone = f"AUTH {self._mechanism}"
        initial = self._exchange.initial
        if initial is None:
            return alone
        whole = f"{alone} {write_initial(initial)}"
        if len(whole) > COMMAND_OCTETS_MAX:
            return alone
        self._exchange.initial = None
        return whole

    def answer(self, challenge: str) -> str:
        """The line that answers the text of a 334; `*` where there is no answer."""
        octets = read_response(challenge.strip().encode("latin-1"))
        if not isinstance(octets, bytes):
            return CANCEL
        response = self._exchange.respond(octets)
        return CANCEL if response is None else write_octets(response)
