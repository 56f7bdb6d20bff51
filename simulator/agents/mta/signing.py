"""Puts the signatures of a server on messages that begin here (RFC 6376 §5).

Its own people's messages are signed, once they are complete: a signature of what passes
through would vouch for strangers (§5.1). It is for the one domain of From (RFC 9989
§3.2.2), where the server has a key of it, and of the list where a list sends copies; a
notice, whose author is the server itself, for the domain that its name is in. Several
keys make several signatures (RFC 8463 §5).
"""

from simulator.agents.mta.mail_server import MailServer
from simulator.protocols.dkim import sign
from simulator.protocols.dmarc import read_author


def signatures(
    server: MailServer, content: bytes, name: str, conn: str = "", domain: str = ""
) -> bytes:
    """The fields to put on top of the message `name`, which came over `conn`; b"" when
    nothing is signed. `domain`: for which one, "" for that of the author."""
    if not server.keys:
        return b""
    machine, domain = server.machine, domain.lower() or read_author(content).domain
    fields = b""
    for config, key in zip(server.config.dkim, server.keys, strict=True):
        wanted = config.domain.lower() == domain
        signed = sign(content, config, key, machine.unix_s, name) if wanted else None
        if signed is not None:
            for fact in signed.facts:
                machine.record(fact, conn)
            fields += signed.field
    return fields


def host_signatures(server: MailServer, content: bytes, name: str) -> bytes:
    """The same for what the server itself writes: its From has the host's name, and a
    signature of the domain above is aligned with it (RFC 9989 §4.4)."""
    host = f".{server.config.name.lower()}"
    domains = (config.domain.lower() for config in server.config.dkim)
    above = next((each for each in domains if host.endswith(f".{each}")), "")
    return signatures(server, content, name, domain=above)
