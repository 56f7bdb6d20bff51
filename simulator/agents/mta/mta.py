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
from simulator.agents.mta.submission import engine_config
from simulator.agents.store import deliver_stored


class Mta:
    """MSA and MTA of one host."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._queue = Queue(server)
        config = server.config
        listeners = (
            (config.smtp_port, "smtp", False),
            (config.submission_port, "submission", False),
            (config.submissions_port, "submission", True),
        )
        receiver = Receiver(server, self._queue)
        for port, service, tls in listeners:
            if port:
                settings = engine_config(config, service, tls)
                listen_smtp(receiver, port, service, settings)

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

    def start(self) -> None:
        """The program begins, and goes on with what is on disk."""
        self._queue.start()

    def deliver_old(self, message: MessageConfig, content: bytes, date: str) -> None:
        """Put a message into a mailbox before the lab opens; it came at `date`."""
        name = self._queue.next_name()
        deliver_stored(self.server.store, name, message, content, date)
