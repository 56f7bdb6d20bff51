"""Real SMTP clients, in a process of their own: Python's smtplib, 1 KiB messages.

    python -m bench.mail_servers.clients PORT CONNECTIONS MESSAGES

Prints the seconds from the first message to the last reply; connecting is not counted.
"""

import smtplib
import sys
import threading
import time

HOST = "127.0.0.1"
SENDER, RECIPIENT = "carla@sur.example", "ana@norte.example"
LINE = "x" * 70 + "\r\n"
HEADER = "Subject: bench\r\n\r\n"
MESSAGE = HEADER + LINE * ((1_024 - len(HEADER)) // len(LINE))


def send(client: smtplib.SMTP, messages: int, together: threading.Barrier) -> None:
    """`messages` one after another over a kept connection."""
    together.wait()
    for _ in range(messages):
        client.sendmail(SENDER, [RECIPIENT], MESSAGE)


def run(port: int, connections: int, messages: int) -> float:
    """Seconds until `connections` have sent `messages` each."""
    together = threading.Barrier(connections + 1)
    clients = [smtplib.SMTP(HOST, port, timeout=60) for _ in range(connections)]
    threads = [
        threading.Thread(target=send, args=(client, messages, together))
        for client in clients
    ]
    for client in clients:
        client.ehlo()
    for thread in threads:
        thread.start()
    together.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    for client in clients:
        client.quit()
    return took


if __name__ == "__main__":
    print(run(*map(int, sys.argv[1:4])))
