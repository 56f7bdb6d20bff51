"""Reading a full mailbox over real sockets: the gateway's time against Dovecot's.

The same client, the same 1,000 letters of 1 KiB: all headers with one IMAP FETCH, and
all letters with POP3 RETR. Dovecot is a compiled server that reads files; the gateway
simulates every segment and keeps a journal, so this is reported, not aimed at. Rounds
by turns; the median of their ratios.
"""

import imaplib
import poplib
import smtplib
import statistics
import time
from collections.abc import Callable

from bench.mail_servers import dovecot
from bench.mail_servers.clients import HOST, MESSAGE, RECIPIENT, SENDER
from bench.mail_servers.server_process import Served
from bench.measure import Result

LETTERS = 1_000
ROUNDS = 5
LETTER = MESSAGE.encode("ascii")


def headers(port: int) -> float:
    """Seconds for one FETCH of all headers."""
    with imaplib.IMAP4(HOST, port) as client:
        client.login(dovecot.USER, dovecot.PASSWORD)
        client.select("INBOX", readonly=True)
        began = time.perf_counter()
        _, parts = client.fetch("1:*", "(BODY.PEEK[HEADER])")
        took = time.perf_counter() - began
    assert sum(isinstance(part, tuple) for part in parts) == LETTERS
    return took


def letters(port: int) -> float:
    """Seconds for one RETR after another, of all letters."""
    client = poplib.POP3(HOST, port)
    client.user(dovecot.USER)
    client.pass_(dovecot.PASSWORD)
    assert client.stat()[0] == LETTERS
    began = time.perf_counter()
    for number in range(1, LETTERS + 1):
        client.retr(number)
    took = time.perf_counter() - began
    client.quit()
    return took


def fill(port: int) -> None:
    """The letters, sent as a real program would."""
    with smtplib.SMTP(HOST, port) as client:
        for _ in range(LETTERS):
            client.sendmail(SENDER, [RECIPIENT], MESSAGE)


def compare(what: str, read: Callable[[int], float], ours: int, theirs: int) -> Result:
    """Median of ratios, by turns; the first round of each only warms up."""
    pairs = [(read(ours), read(theirs)) for _ in range(ROUNDS + 1)][1:]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    more = f"{mine * 1e3:.0f} ms against {other * 1e3:.0f} ms"
    return Result(f"{what}: time against Dovecot", ratio, "×", None, more)


def alone(what: str, read: Callable[[int], float], port: int, why: str) -> Result:
    """Without Dovecot: how long the gateway takes."""
    took = statistics.median([read(port) for _ in range(ROUNDS)])
    return Result(what, took * 1e3, "ms", None, f"not compared: {why}")


def results() -> list[Result]:
    tasks = (
        (f"IMAP FETCH of {LETTERS:,} headers", headers, 0),
        (f"POP3 RETR of {LETTERS:,} messages", letters, 1),
    )
    with Served("gateway") as ours:
        fill(ours.ports["smtp"])
        mine = (ours.ports["imap"], ours.ports["pop3"])
        why = dovecot.absent()
        if why:
            return [alone(what, read, mine[at], why) for what, read, at in tasks]
        with dovecot.served([LETTER] * LETTERS) as theirs:
            return [
                compare(what, read, mine[at], theirs[at]) for what, read, at in tasks
            ]


if __name__ == "__main__":
    for result in results():
        print(result.row())
