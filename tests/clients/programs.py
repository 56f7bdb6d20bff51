"""What the tests of real mail programs share: gateway, accounts, and running them.

A program that is not installed is skipped by name with its reason (`pytest -rs` is the
default here, so it is read). Where `CI` is set, one that Debian packages is an error
instead: there `.ci/run` installs it.
"""

import os
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

from simulator.journal import facts as f
from tests.gateway.rig import HOST, PATIENCE_S, Rig

ROOT = Path(__file__).parents[2]

ANA, ANA_SECRET = "ana@norte.example", "ana-secreta"
DIEGO, DIEGO_SECRET = "diego@norte.example", "diego-secreta"
BENITO = "benito@sur.example"

TEXT = "Nos vemos el jueves."
LETTER = (
    f"From: Diego <{DIEGO}>\r\nTo: Ana <{ANA}>\r\nSubject: Jueves\r\n"
    f"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\nMessage-ID: <j1@norte.example>\r\n"
    f"\r\n{TEXT}\r\n.empieza con punto\r\n"
)


def missing(reason: str) -> NoReturn:
    """A real program is not here: a newcomer's test is skipped, CI's fails."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def need(program: str, package: str = "") -> str:
    """Where `program` is. `package`: Debian's, which CI installs."""
    path = shutil.which(program)
    if path is None:
        missing(f"{program} is not installed (Debian: {package or program})")
    return path


def need_node(module: str) -> str:
    """Where Node.js is; `module` is one of package.json's."""
    # The wheel is there where the system has no Node.js that is new enough.
    node = shutil.which(str(ROOT / ".venv/bin/node")) or shutil.which("node")
    if node is None or not (ROOT / "node_modules" / module).is_dir():
        missing(f"{module} or Node.js is not installed (make setup)")
    return node


def needs_perl(module: str, package: str) -> None:
    """Skip, or fail in CI, where Perl lacks `module`."""
    perl = need("perl")
    if subprocess.run([perl, f"-M{module}", "-e1"], capture_output=True).returncode:
        missing(f"Perl's {module} is not installed (Debian: {package})")


class Gate:
    """One gateway and one program. `folder`: the program's home, empty. `name`: for
    programs that want a certificate to hold a name and not an address."""

    def __init__(self, rig: Rig, folder: Path) -> None:
        self.rig = rig
        self.folder = folder
        self.host = HOST
        self.name = "localhost"
        self.ports = rig.ports
        self.certificate = str(rig.config.data / "gateway-cert.pem")

    @property
    def trusting(self) -> ssl.SSLContext:
        """TLS for clients in Python: it trusts this gateway and nobody else."""
        return ssl.create_default_context(cafile=self.certificate)

    def run(
        self, *words: object, stdin: str = "", code: int | None = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run a program; `code` None: any. Its output is shown when it is another."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "SSL_CERT_FILE": self.certificate,
        }
        done = subprocess.run(
            [str(word) for word in words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            env=environment,
            cwd=self.folder,
        )
        told = f"{words[0]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert code is None or done.returncode == code, told
        return done

    def write(self, name: str, text: str) -> Path:
        """A file only its owner may read, as configuration with passwords has to be."""
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o600)
        return path

    # --- what came of it ---

    def facts(self, kind: type) -> list[Any]:
        """All facts of that kind so far."""
        return self.rig.facts(kind)

    def mailboxes(self) -> list[str]:
        """Whose mailbox each delivered letter went to, in order."""
        return [fact.mailbox for fact in self.facts(f.MessageDelivered)]

    def subjects(self) -> list[str]:
        """Subjects of the delivered letters, in order."""
        return [fact.subject for fact in self.facts(f.MessageDelivered)]

    def handshakes(self) -> list[bool]:
        """One for each TLS session: whether it was there from the first octet."""
        return [fact.implicit for fact in self.facts(f.TlsHandshakeCompleted)]

    def refusals(self) -> list[str]:
        """Every line by which a server said no: `535`, `-ERR`, `NO`..."""
        no = [str(x.code) for x in self.facts(f.SmtpReplySent) if x.code >= 400]
        no += ["-ERR" for x in self.facts(f.Pop3ResponseSent) if x.status == "-ERR"]
        responses = self.facts(f.ImapResponseSent)
        return no + [x.status for x in responses if x.status in ("NO", "BAD")]

    def deliver(self, *letters: str) -> None:
        """Put letters into Ana's mailbox without the program under test."""
        import smtplib

        with smtplib.SMTP(HOST, self.ports["smtp"], timeout=PATIENCE_S) as client:
            for letter in letters or (LETTER,):
                client.sendmail(DIEGO, [ANA], letter)
