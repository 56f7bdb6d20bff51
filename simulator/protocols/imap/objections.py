"""Why a command is refused before its arguments are read.

A learner on the wrong port, or one who forgot the tag, is told so; for the protocol it
is all the same `BAD`. It refuses to read arguments.
"""

from simulator.protocols.imap.assembly import Assembly
from simulator.protocols.imap.codes import POP3_VERBS, SMTP_VERBS
from simulator.protocols.imap.commands import HANDLERS
from simulator.protocols.imap.config import ImapServerConfig
from simulator.protocols.imap.states import TABLE, State


def objection(assembly: Assembly, state: State, config: ImapServerConfig) -> str:
    """A key of `codes.REASONS`, or ""."""
    tag, verb = assembly.tag, assembly.verb
    if not verb:
        lonely = assembly.problem == "no_verb"
        strange = _stranger(tag, "") if lonely else "unknown_verb"
        return assembly.problem if strange == "unknown_verb" else strange
    if verb not in HANDLERS or not config.offers(verb):
        return _stranger(tag, verb)
    if verb not in TABLE[state]:
        return _out_of_place(verb, state)
    return assembly.problem


def _stranger(tag: str, verb: str) -> str:
    """A verb this server does not obey."""
    if verb in HANDLERS:
        return "not_offered"
    words = {tag.upper(), verb}
    if words & SMTP_VERBS:
        return "smtp_verb"
    if words & POP3_VERBS:
        return "pop3_verb"
    return "tag_missing" if tag.upper() in HANDLERS else "unknown_verb"


def _out_of_place(verb: str, state: State) -> str:
    """A known verb in another state."""
    if state is State.NOT_AUTHENTICATED:
        return "login_first"
    if verb in TABLE[State.NOT_AUTHENTICATED]:
        return "already_logged_in"
    return "unselect_first" if verb == "ENABLE" else "nothing_selected"
