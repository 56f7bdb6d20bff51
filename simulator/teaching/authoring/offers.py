"""Which goals an event offers, in words a teacher chooses from.

Why it exists: somebody who marks an event wants «this», and seldom all of it: not the
number of the connection, perhaps not the machine. Each offer is a pattern a lesson's
goal can be. It refuses what was typed: a goal looks at what that caused.
"""

from collections.abc import Iterator

from simulator.journal import Event, kind_of
from simulator.projections.catalogue import Text
from simulator.projections.shapes.authoring import GoalChoice, GoalOffer
from simulator.teaching.goals import Pattern

TELLING: dict[str, tuple[str, ...]] = {
    "smtp.reply_sent": ("verb", "code"),
    "pop3.response_sent": ("verb", "status"),
    "imap.response_sent": ("verb", "status", "data"),
    "smtp.content_received": (),
    "smtp.transaction_ended": ("result", "reverse_path"),
    "message.composed": ("reverse_path",),
    "message.delivered": ("mailbox", "reverse_path"),
    "message.collected": ("mailbox",),
    "message.expanded": ("recipient", "how"),
    "message.queued": ("reverse_path",),
    "message.flagged": ("mailbox", "folder"),
    "message.expunged": ("mailbox", "folder"),
    "unsent.message_kept": ("code",),
    "queue.attempt_deferred": ("code",),
    "mail.route_found": ("domain", "result"),
    "dns.response_sent": ("name", "type", "result"),
    "dns.cache_answered": ("name", "type", "result"),
    "prompt.text_printed": ("program", "ok"),
    "http.response_sent": ("status", "target"),
    "browser.page_shown": ("status",),
    "tcp.connection_opened": ("server", "server_port"),
    "tcp.connection_refused": ("server", "server_port"),
    "tcp.connection_timed_out": ("peer",),
    "tcp.connection_closed": ("by",),
    "tcp.connection_reset": (),
    "tls.handshake_completed": (),
    "link.cut": ("link",),
    "link.slowed": ("link",),
    "link.made_lossy": ("link",),
    "link.restored": ("link",),
    "host.powered_on": (),
    "host.powered_off": (),
    "host.crashed": (),
    "host.restarted": (),
    "host.frozen": (),
    "host.thawed": (),
    "host.fault_began": ("fault",),
    "host.fault_ended": ("fault",),
    "service.stopped": ("program",),
    "service.started": ("program",),
    "mailbox.filled": ("mailbox",),
    "mailbox.eased": ("mailbox",),
    "notice.withheld": ("reason",),
    "clock.skipped": (),
}
"""The kinds of fact that can be marked, and what is asked of each but the machine."""

EVERY_HELLO = ("EHLO", "HELO")


def offers_of(event: Event) -> tuple[GoalOffer, ...]:
    """The goals it offers, the strictest first; none for what cannot be marked."""
    if kind_of(event.fact) not in TELLING:
        return ()
    return tuple(
        GoalOffer(choice=choice, said=_said(choice, event))
        for choice in _choices(event)
    )


def pattern_of(event: Event, choice: GoalChoice) -> Pattern:
    """What the goal asks for. Raises KeyError for an event or a choice not offered."""
    if choice not in _choices(event):
        raise KeyError(choice)
    kind = kind_of(event.fact)
    pattern: Pattern = {"kind": kind}
    if event.host and choice != "anywhere":
        pattern["host"] = event.host
    for name in TELLING[kind]:
        if name == "reverse_path" and choice == "anybody":
            continue
        pattern[name] = _asked(name, getattr(event.fact, name), choice)
    return pattern


def _asked(name: str, value: object, choice: GoalChoice) -> object:
    if name == "verb" and value in EVERY_HELLO:
        return {"in": list(EVERY_HELLO)}
    if name in ("code", "status") and choice == "class" and isinstance(value, int):
        least = value // 100 * 100
        return {">=": least, "<": least + 100}
    return value


def _choices(event: Event) -> Iterator[GoalChoice]:
    """What can be left out of the event, so that it still says something."""
    names = TELLING.get(kind_of(event.fact))
    if names is None:
        return
    yield "exact"
    code = _code(event)
    if code >= 100:
        yield "class"
    if event.host and names:
        yield "anywhere"
    if "reverse_path" in names:
        yield "anybody"


def _code(event: Event) -> int:
    for name in ("code", "status"):
        value = getattr(event.fact, name, 0)
        if name in TELLING[kind_of(event.fact)] and isinstance(value, int):
            return value
    return 0


def _said(choice: GoalChoice, event: Event) -> Text:
    return Text(f"ui.author.choice.{choice}", {"digit": _code(event) // 100})
