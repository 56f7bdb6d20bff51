"""Debian's Postfix and Dovecot on loopback, in folders and on ports of their own.

Everything they write is under one temporary folder; nothing of the machine's own
configuration is read or changed, no mail leaves it (what Postfix accepts for delivery
it throws away). They change user by themselves, so this wants root.

It refuses to install anything: `missing` says what is not there.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

PATIENCE_S = 20
PASSWORDS = {"ana": "ana-secreta", "diego": "diego-secreta"}
DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
POSTFIX = shutil.which("postfix") or "/usr/sbin/postfix"

DOVECOT_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap pop3
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5
auth_username_format = %n
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
mail_max_userip_connections = 0
first_valid_uid = 1
pop3_uidl_format = %08Xu%08Xv
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
"""

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = smtp.norte.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
mynetworks =
local_recipient_maps =
virtual_mailbox_domains = inline:{{ {{ norte.example = x }} }}
virtual_mailbox_maps = inline:{{ {{ ana@norte.example = x }},
 {{ diego@norte.example = x }}, {{ postmaster@norte.example = x }} }}
virtual_transport = discard:
default_transport = discard:
relay_transport = discard:
address_verify_map =
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_junk_command_limit = 1000
smtpd_client_connection_rate_limit = 0
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_helo_required = yes
strict_rfc821_envelopes = yes
smtputf8_enable = yes
"""

MASTER_CF = """
127.0.0.1:{smtp} inet n - n - - smtpd
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_delay_reject=no
  -o smtpd_sender_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> list[str]:
    """Why it cannot be done here; empty if it can."""
    reasons = [
        f"{package} is not installed"
        for program, package in ((POSTFIX, "postfix"), (DOVECOT, "dovecot-imapd"))
        if not Path(program).exists()
    ]
    if not Path("/usr/lib/dovecot/pop3").exists():
        reasons.append("dovecot-pop3d is not installed")
    if os.geteuid():
        reasons.append("the servers want root to change user")
    return reasons


@contextmanager
def servers() -> Iterator[tuple[dict[str, int], Path]]:
    """Ports by service, and the folder with the mail; stopped at the end."""
    names = ("smtp", "submission", "pop3", "imap", "auth")
    ports = dict(zip(names, _free_ports(len(names)), strict=True))
    folder = Path(tempfile.mkdtemp(prefix="cartero-differential-"))
    folder.chmod(0o755)
    _write(folder, ports)
    dovecot = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
    postfix = [POSTFIX, "-c", str(folder / "postfix")]
    try:
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        for name in names:
            _wait_for(ports[name])
        yield ports, folder / "mail"
    finally:
        subprocess.run([*postfix, "stop"], check=False, capture_output=True)
        dovecot.terminate()
        dovecot.wait(PATIENCE_S)
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, ports: dict[str, int]) -> None:
    for name in ("run", "state", "mail", "queue", "data", "postfix"):
        (folder / name).mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    shutil.chown(folder / "data", "postfix")
    users = "".join(f"{user}:{{PLAIN}}{word}\n" for user, word in PASSWORDS.items())
    (folder / "users").write_text(users)
    settings = {"folder": folder, **ports}
    (folder / "dovecot.conf").write_text(DOVECOT_CONF.format(**settings))
    (folder / "postfix" / "main.cf").write_text(MAIN_CF.format(**settings))
    (folder / "postfix" / "master.cf").write_text(MASTER_CF.format(**settings))


def _free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait_for(port: int) -> None:
    until = monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S).close()
            return
        except OSError:
            if monotonic() > until:
                raise
            sleep(0.05)
