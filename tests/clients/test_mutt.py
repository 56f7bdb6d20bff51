"""mutt, a mail program for people: it writes by submission and reads a mailbox.

In batch it sends as anybody would; to read it needs a terminal, so it gets one, and
presses keys: it opens the only letter and leaves.
"""

import os
import pty
import subprocess
import threading

import pytest

from tests.clients.programs import ANA, ANA_SECRET, BENITO, TEXT, need
from tests.gateway.rig import PATIENCE_S

WAYS = {"clear": [], "starttls": [False], "tls": [True]}


def configured(gate, way, **more):
    settings = {
        "from": ANA,
        "realname": "Ana",
        "use_from": "yes",
        "hostname": "norte.example",
        "smtp_pass": ANA_SECRET,
        "imap_pass": ANA_SECRET,
        "pop_pass": ANA_SECRET,
        "certificate_file": gate.certificate,
        "ssl_starttls": "yes" if way == "starttls" else "no",
        "ssl_force_tls": "no" if way == "clear" else "yes",
        "copy": "no",
        "folder": str(gate.folder),
        "wait_key": "no",
        "prompt_after": "no",
        "delete": "yes",
        "header_cache": "",
        **more,
    }
    lines = [f'set {name}="{value}"' for name, value in settings.items()]
    return gate.write("muttrc", "\n".join(lines) + "\n")


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_written(gate, way):
    mutt = need("mutt")
    scheme, service = ("smtps", "smtps") if way == "tls" else ("smtp", "submission")
    url = f"{scheme}://ana@{gate.name}:{gate.ports[service]}/"
    rc = configured(gate, way, smtp_url=url)
    words = (mutt, "-n", "-F", rc, "-s", "¿Jueves?", "-a", rc, "--", BENITO)
    gate.run(*words, stdin="Sí.\n")
    assert gate.mailboxes() == [BENITO]
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("protocol", ["imap", "pop"])
def test_a_letter_is_read(gate, protocol, way):
    mutt = need("mutt")
    gate.deliver()
    service = {"imap": "imap", "pop": "pop3"}[protocol]
    port = gate.ports[service + "s" * (way == "tls")]
    url = f"{protocol}{'s' * (way == 'tls')}://ana@{gate.name}:{port}/"
    pager = gate.write("pager", '#!/bin/sh\ncat "$1" > "$HOME/seen"\n')
    pager.chmod(0o700)
    rc = configured(gate, way, pager=pager)
    keys = "push <display-message><exit>"
    press([mutt, "-n", "-F", rc, "-f", url, "-e", keys], gate)
    assert TEXT in (gate.folder / "seen").read_text()
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


def press(words, gate):
    """Run a program on a terminal of its own; what it draws is read and dropped."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "HOME": str(gate.folder), "TERM": "xterm"}
    program = subprocess.Popen(
        [str(word) for word in words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    seen: list[bytes] = []
    reader = threading.Thread(target=drain, args=(ours, seen), daemon=True)
    reader.start()
    try:
        program.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        program.kill()
        raise AssertionError(b"".join(seen)[-2_000:]) from None
    finally:
        reader.join(PATIENCE_S)
        os.close(ours)


def drain(terminal, seen):
    """Everything drawn, until the program has gone."""
    try:
        while data := os.read(terminal, 65_536):
            seen.append(data)
    except OSError:
        return
