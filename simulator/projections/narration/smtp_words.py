"""SMTP for the narrator, as tables: phases of a session, what comes next, and where."""

from collections.abc import Mapping

from simulator.protocols.smtp.states import CONNECTION, VERBS

PHASES: Mapping[str, str] = {
    CONNECTION: "greeting",
    **{name: verb.phase for name, verb in VERBS.items() if verb.phase},
}
"""Verb to the part of the journey it belongs to; other verbs stay where they are."""

NEXT_IN_STATE: Mapping[str, str] = {
    "GREETED": "next.smtp.greet",
    "REFUSED": "next.smtp.leave",
    "READY": "next.smtp.mail",
    "MAIL": "next.smtp.rcpt",
    "RCPT": "next.smtp.rcpt_or_data",
    "DATA": "next.smtp.letter",
    "AUTH": "next.smtp.auth",
    "BDAT": "next.smtp.bdat",
}

RFC_BY_CLASS = ("5321#4.2.1",)

OPEN_ENVELOPE = ("MAIL", "RCPT")

MOST_USEFUL_FIRST = ("RCPT", "DATA", "MAIL", "EHLO", "HELO", "RSET", "QUIT", "NOOP")
