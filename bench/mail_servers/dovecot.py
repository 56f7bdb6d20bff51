"""A private Dovecot to measure against: its own folder, loopback, free ports.

Whoever has no Dovecot (Debian: `dovecot-imapd dovecot-pop3d`), or is not root, which
Dovecot wants to be started by, gets None and a bench that says so. It refuses the
machine's own configuration and mail.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

USER, PASSWORD = "ana", "ana-secreta"
STARTS_WITHIN_S = 15
MAIL_USER = "nobody"

CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
protocols = imap pop3
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
"""


def absent() -> str:
    """Why there is no Dovecot to compare with; "" when there is."""
    if shutil.which("dovecot") is None:
        return "no Dovecot here (Debian: dovecot-imapd dovecot-pop3d)"
    return "" if os.geteuid() == 0 else "Dovecot wants to be started by root"


@contextlib.contextmanager
def served(letters: list[bytes]) -> Iterator[tuple[int, int]]:
    """IMAP and POP3 port of a Dovecot that holds `letters` in one INBOX."""
    with TemporaryDirectory(prefix="cartero-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        imap, pop3 = _free_port(), _free_port()
        owner = pwd.getpwnam(MAIL_USER)
        _fill(folder, letters, owner.pw_uid, owner.pw_gid)
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=folder,
                imap=imap,
                pop3=pop3,
                password=PASSWORD,
                uid=owner.pw_uid,
                gid=owner.pw_gid,
            )
        )
        with subprocess.Popen(["dovecot", "-F", "-c", config]) as process:
            try:
                _wait(imap)
                _wait(pop3)
                yield imap, pop3
            finally:
                process.terminate()


def _fill(folder: Path, letters: list[bytes], uid: int, gid: int) -> None:
    """A Maildir, as its owner would have it."""
    made = [folder / "home", folder / "mail"]
    made += [folder / "mail" / part for part in ("cur", "new", "tmp")]
    for part in made:
        part.mkdir()
        os.chown(part, uid, gid)
    for number, letter in enumerate(letters):
        path = folder / "mail" / "new" / f"{1_000_000_000 + number}.M{number}.bench"
        path.write_bytes(letter)
        os.chown(path, uid, gid)


def _wait(port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
