"""The scripts for `make differential` can be read, and every explanation has its place.

The comparison itself wants Debian's servers and root: it is no part of `make test`.
"""

import pytest

from simulator.rfc import cite
from tests.clients.differential.letters import LETTERS
from tests.clients.differential.scripts import load
from tests.clients.differential.shapes import shape


@pytest.mark.parametrize("script", load(), ids=lambda script: script.name)
def test_a_script_can_be_read(script):
    assert set(script.messages) <= set(LETTERS)
    for step in script.steps:
        if step.why:
            cite(step.rfc)


def test_what_is_compared():
    said = b"250-smtp.norte.example\r\n250-SIZE 9\r\n250 PIPELINING\r\n"
    assert shape("smtp", said) == ("250", "PIPELINING", "SIZE")
    assert shape("smtp", b"550 5.1.1 No\r\n354 go\r\n") == ("550 5.1.1", "354")
    assert shape("pop3", b"-ERR [AUTH] no\r\n") == ("-ERR", "[AUTH]")
    assert shape("pop3", b"+OK 2 9\r\n") == ("+OK", "2 9")
    one = shape("imap", b"* 1 FETCH (FLAGS (\\Seen A) UID 7)\r\na OK [X] yes\r\n")
    other = shape("imap", b"* 1 FETCH (UID 7 FLAGS (a \\SEEN))\r\na OK no\r\n")
    assert one == other != shape("imap", b"* 2 FETCH (UID 7)\r\na OK\r\n")
