"""The mail server of one host: its ports, and when it runs (RFC 5598 §4.3).

What comes in is judged by `smtp_policy.py` and taken by `receiver.py`; what was taken
goes through `queue.py`. `README.md` follows one message through all of it.
"""

from simulator.agents.config import MessageConfig
from simulator.agents.mta.listener import listen_smtp
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.queue import Queue
from simulator.agents.mta.queued_message import QueuedMessage
from simulator.agents.mta.receiver import Receiver
from simulator.agents.mta.transport_security.policy_host import serve_policy
from simulator.agents.store import deliver_stored
from simulator.protocols.services import SMTP, SUBMISSION, SUBMISSIONS


class Mta:
    """MSA and MTA of one host."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._queue = Queue(server)
        config = server.config
        receiver = Receiver(server, self._queue)
        self._reports = receiver.reports
        for port, service in (
            (config.smtp_port, SMTP),
            (config.submission_port, SUBMISSION),
            (config.submissions_port, SUBMISSIONS),
        ):
            if port:
                listen_smtp(receiver, port, service)
        if config.mta_sts:
            serve_policy(server.machine, config.mta_sts)

    @property
    def faults(self) -> set[str]:
        """What is wrong with it on purpose."""
        return self.server.faults

    @property
    def queue(self) -> dict[str, QueuedMessage]:
        """What it is responsible for, by name."""
        return self._queue.messages

    def stop(self) -> None:
        """The program ends, or its machine does; what is on disk stays."""
        self._queue.stop()
        self._reports.stop()

    def start(self) -> None:
        """The program begins, and goes on with what is on disk."""
        self._queue.start()
        self._reports.start()

    def deliver_old(self, message: MessageConfig, content: bytes, date: str) -> None:
        """Put a message into a mailbox before the lab opens; it came at `date`."""
        name = self._queue.next_name()
        deliver_stored(self.server.store, name, message, content, date)
