"""imap-tools, the IMAP library people use in scripts."""

import pytest

from tests.clients.programs import ANA_SECRET, LETTER, TEXT
from tests.gateway.rig import HOST

imap_tools = pytest.importorskip(
    "imap_tools", reason="imap-tools is not installed (make setup)"
)


@pytest.mark.parametrize("way", ["clear", "starttls", "tls"])
def test_letters_are_listed_flagged_moved_and_deleted(gate, way):
    gate.deliver(LETTER, LETTER.replace("Jueves", "Viernes"))
    if way == "clear":
        box = imap_tools.MailBoxUnencrypted(HOST, gate.ports["imap"])
    elif way == "starttls":
        box = imap_tools.MailBoxStartTls(
            HOST, gate.ports["imap"], ssl_context=gate.trusting
        )
    else:
        port = gate.ports["imaps"]
        box = imap_tools.MailBox(HOST, port, ssl_context=gate.trusting)
    with box.login("ana", ANA_SECRET) as box:
        letters = list(box.fetch(imap_tools.AND(from_="diego", seen=False)))
        assert [letter.subject for letter in letters] == ["Jueves", "Viernes"]
        assert letters[0].text.startswith(TEXT)
        assert letters[0].from_values.name == "Diego"
        first, second = (letter.uid for letter in letters)
        box.flag(first, imap_tools.MailMessageFlags.FLAGGED, True)
        assert [m.uid for m in box.fetch("FLAGGED", mark_seen=False)] == [first]
        box.folder.create("Clase")
        box.move(first, "Clase")
        box.delete(second)
        assert box.folder.status("INBOX")["MESSAGES"] == 0
        box.folder.set("Clase")
        assert [m.subject for m in box.fetch()] == ["Jueves"]
    assert gate.refusals() == []
