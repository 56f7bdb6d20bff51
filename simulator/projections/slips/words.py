"""Words and marks that `slips` looks for, as data.

The verbs are those of the tables of the protocols; what people type instead of them is
here. The rules are in `lines.py`, `marks.py`, `verbs.py`.
"""

from simulator.protocols.imap import states as imap_states
from simulator.protocols.pop3 import states as pop3_states
from simulator.protocols.pop3.codes import NOT_OFFERED as POP3_NOT_OFFERED
from simulator.protocols.smtp import states as smtp_states
from simulator.protocols.smtp.codes import NOT_OFFERED as SMTP_NOT_OFFERED

SMTP_VERBS = tuple(
    verb
    for verb, known in smtp_states.VERBS.items()
    if known.typed and verb not in smtp_states.EXTENSION_VERBS
)

POP3_VERBS = tuple(v for v in pop3_states.VERBS if v != pop3_states.RESPONSE)

VERBS = {"smtp": SMTP_VERBS, "pop3": POP3_VERBS}

IMAP_VERBS = (*(v for v in imap_states.VERBS if not v.startswith("UID ")), "UID")
"""Each comes after a tag."""

KNOWN_ELSEWHERE = frozenset(
    (
        *(verb for verb in smtp_states.EXTENSION_VERBS if verb.isalpha()),
        *SMTP_NOT_OFFERED,
        *POP3_NOT_OFFERED,
    )
)
"""Real verbs of one protocol or the other: nobody misspelt them."""

LEAVING = frozenset(
    ("Q", "EXIT", "BYE", "LOGOUT", "CLOSE", "SALIR", "ADIOS", "CERRAR", "FIN", "END")
)
"""What people type when they want QUIT."""

MEANT = {
    "HELLO": "HELO",
    "HOLA": "EHLO",
    "HI": "EHLO",
    "VERIFY": "VRFY",
    "EXPAND": "EXPN",
    "RESET": "RSET",
    "AYUDA": "HELP",
    "RECIPIENT": "RCPT",
    "USUARIO": "USER",
    "LOGIN": "USER",
    "CLAVE": "PASS",
    "PASSWORD": "PASS",
    "STATUS": "STAT",
    "RETRIEVE": "RETR",
    "DELETE": "DELE",
    "REMOVE": "DELE",
    "CAPABILITY": "CAPA",
}
"""Whole words for which a protocol has a shorter one."""

FIELD_NAMES = frozenset(
    (
        "subject",
        "from",
        "to",
        "cc",
        "bcc",
        "date",
        "reply-to",
        "message-id",
        "mime-version",
        "content-type",
        "asunto",
        "de",
        "para",
        "fecha",
    )
)
"""Header fields (RFC 5322 §3.6) a beginner types where a command belongs."""

FIELDS_IN_SPANISH = {
    "asunto": "Subject",
    "de": "From",
    "para": "To",
    "fecha": "Date",
    "copia": "Cc",
    "cco": "Bcc",
    "responder a": "Reply-To",
    "reference": "References",
}
"""A field name that no program will look for, and the one it will."""

FOREIGN_DOTS = frozenset("。．·•․‧…")
"""Characters that look like a full stop and are not octet 46."""

ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")

ODD_SPACES = frozenset("\u00a0\u202f\u2007\u2009\u2002\u2003\u2008\u200a\u3000")

CURLY_QUOTES = frozenset("“”„‟‘’‚‛«»‹›")

BRACKETS = {"＜": "<", "＞": ">", "〈": "<", "〉": ">", "⟨": "<", "⟩": ">", "≤": "<"}

LOOK_ALIKES = {
    "＠": "@",
    "﹫": "@",
    "：": ":",
    "∶": ":",
    "．": ".",
    "。": ".",
    "，": ",",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
} | BRACKETS
"""A character the eye takes for an ASCII one, and that one."""
