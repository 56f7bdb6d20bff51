"""mbsync (isync) mirrors a whole account into a Maildir and back.

The second run must find nothing to do: UIDs, flags and UIDVALIDITY stay what they were.
"""

import pytest

from tests.clients.programs import ANA_SECRET, LETTER, TEXT, need

WAYS = {
    "clear": ("imap", "None", []),
    "starttls": ("imap", "STARTTLS", [False]),
    "tls": ("imaps", "IMAPS", [True]),
}


def configured(gate, way):
    service, tls, _ = WAYS[way]
    (gate.folder / "mail").mkdir()
    return gate.write(
        "mbsyncrc",
        f"""IMAPAccount cartero
Host {gate.name}
Port {gate.ports[service]}
User ana
Pass {ANA_SECRET}
SSLType {tls}
CertificateFile {gate.certificate}
AuthMechs LOGIN

IMAPStore far
Account cartero

MaildirStore near
Path {gate.folder}/mail/
Inbox {gate.folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
""",
    )


def tree(gate):
    """Every letter of the mirror: its folder, its name with flags, its octets."""
    mail = gate.folder / "mail"
    return {
        str(path.relative_to(mail)): path.read_bytes()
        for path in sorted(mail.rglob("*"))
        if path.is_file() and path.parent.name in ("cur", "new")
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_full_sync_and_a_second_that_changes_nothing(gate, way):
    mbsync = need("mbsync", "isync")
    gate.deliver(*(LETTER.replace("Jueves", f"Carta {n}") for n in range(10)))
    rc = configured(gate, way)
    gate.run(mbsync, "--config", rc, "--all")
    first = tree(gate)
    assert len(first) == 10
    assert all(TEXT.encode() in letter for letter in first.values())
    said = gate.run(mbsync, "--config", rc, "--all", "--verbose").stdout
    assert tree(gate) == first
    assert said.count("far side: 10 messages") == 1, said
    assert gate.handshakes() == WAYS[way][2] * 2
    assert gate.refusals() == []


def test_what_is_done_here_is_done_there(gate):
    """Flags and deletions go up; a letter put into the mirror is appended."""
    mbsync = need("mbsync", "isync")
    gate.deliver(LETTER, LETTER)
    rc = configured(gate, "clear")
    gate.run(mbsync, "--config", rc, "--all")
    inbox = gate.folder / "mail" / "INBOX"
    one, two = sorted((inbox / "new").iterdir())
    one.rename(inbox / "cur" / f"{one.name.partition(':')[0]}:2,FS")
    two.unlink()
    (inbox / "new" / "1.mine").write_text(LETTER.replace("Jueves", "Mía"))
    gate.run(mbsync, "--config", rc, "--all")
    import imaplib

    with imaplib.IMAP4(gate.host, gate.ports["imap"]) as box:
        box.login("ana", ANA_SECRET)
        assert box.select("INBOX") == ("OK", [b"2"])
        assert box.search(None, "FLAGGED", "SEEN") == ("OK", [b"1"])
    assert gate.refusals() == []
