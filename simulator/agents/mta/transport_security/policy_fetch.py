"""Fetches the MTA-STS policy of a domain over HTTPS (RFC 8461 §3.3).

One GET, inside TLS with a certificate that proves the name; a redirection is not
followed, and nothing but 200 and plain text is a policy.
"""

from collections.abc import Callable

from simulator.agents.config import Endpoint
from simulator.agents.dial import dial
from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.http import Arrived, Fetch, HttpClient, Seen
from simulator.protocols.http.questions import field
from simulator.protocols.mta_sts import (
    POLICY_PATH,
    PolicyError,
    StsPolicy,
    policy_name,
    read_policy,
)
from simulator.protocols.services import HTTPS

PolicyDone = Callable[[StsPolicy | None, str], None]
"""Told the policy and "", or None and why there is none: `no_connection`, `status`,
`media_type`, or the reason of a `PolicyError`."""


def fetch_policy(machine: Machine, domain: str, done: PolicyDone) -> None:
    """Tell `done` the policy of `domain`, once."""
    name, clock = policy_name(domain), machine.clock
    fields = (("host", name), ("accept", "text/plain"))

    def handle(end: End) -> Driver:
        engine = HttpClient(clock.now_us)
        engine.notify(Fetch("GET", POLICY_PATH, fields), clock.now_us)
        policy = _OneFetch(done)
        return Driver(
            clock, end, engine, policy, "http.client_patience", tls=True, expects=name
        )

    endpoint = Endpoint(name, HTTPS.port, tls=True)
    dial(machine, endpoint, handle, lambda: done(None, "no_connection"))


class _OneFetch:
    """The policy of the connection: it reads one response."""

    def __init__(self, done: PolicyDone) -> None:
        self._done: PolicyDone | None = done

    def answer(self, question: Question) -> Answer:
        """The response is here."""
        assert isinstance(question, Arrived)
        self._tell(*_read(question))
        return Seen(leaves=True)

    def ended(self, clean: bool) -> None:
        """The connection is over; without a response there is no policy. `clean` or
        not, that is the same."""
        del clean
        self._tell(None, "no_connection")

    def _tell(self, policy: StsPolicy | None, problem: str) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(policy, problem)


def _read(got: Arrived) -> tuple[StsPolicy | None, str]:
    if got.status != 200:
        return None, "status"
    media_type = field(got.fields, "content-type").partition(";")[0]
    if media_type.strip().lower() != "text/plain":
        return None, "media_type"
    try:
        return read_policy(got.body), ""
    except PolicyError as error:
        return None, error.reason
