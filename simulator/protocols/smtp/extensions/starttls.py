"""STARTTLS (RFC 3207): the rest of the connection goes inside TLS.

After its 220 nothing that was said before counts (§4.2), so it leads back to GREETED.
The server's side is `authentication.py`, with AUTH; the handshake is the driver's.
"""

from simulator.protocols.smtp.cursor import no_argument
from simulator.protocols.smtp.extensions.extension import (
    AddedVerb,
    Extension,
    Reason,
    Sequence,
    Terms,
    Verb,
)
from simulator.protocols.smtp.session_states import State

BEFORE_TLS = frozenset(("NOOP", "EHLO", "STARTTLS", "QUIT"))
"""§4: all other commands may have to wait for it."""


def _line(terms: Terms) -> str | None:
    """Not inside TLS (§4.2)."""
    return None if terms.secure else "STARTTLS"


STARTTLS = Extension(
    "STARTTLS",
    "3207",
    verbs=(
        AddedVerb(
            "STARTTLS",
            Verb("STARTTLS", "3207#4", "greeting"),
            after="HELO",
            moves={State.READY: {"2": State.GREETED}},
            sequence=Sequence((220,), (454, 502, 503)),
            read=no_argument,
        ),
    ),
    announce=_line,
    codes=dict.fromkeys(
        ("HELO", "MAIL", "RCPT", "DATA", "RSET", "VRFY", "EXPN", "HELP"), (530,)
    ),
    out_of_order={(State.GREETED, "STARTTLS"): "sequence_hello"},
    reasons={
        "start_tls": Reason(220, "2.0.0", "Ready to start TLS", "3207#4"),
        "tls_active": Reason(503, "5.5.1", "TLS is already active", "3207#4.2"),
        "tls_required": Reason(
            530, "5.7.0", "Issue a STARTTLS command first", "3207#4"
        ),
    },
)
