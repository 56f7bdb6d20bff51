"""Reads what a browser sends to the webmail: addresses, forms, cookies, numbers.

What is not in a form that the webmail made has no fields; what is not a number is 0.
"""

from urllib.parse import parse_qsl

from simulator.agents.mta import SendResult

COOKIE = "session"
FORM_FIELDS_MAX = 50


def parts_of(target: str) -> tuple[str, str]:
    """Path and query; of a whole address too, as a proxy asks (RFC 9112 §3.2.2)."""
    if target.lower().startswith("http://"):
        target = "/" + target[len("http://") :].partition("/")[2]
    path, _, query = target.partition("?")
    return path, query


def form_of(text: str) -> dict[str, str]:
    """The fields of a form; none when there are more than the webmail's forms have."""
    if text.count("&") >= FORM_FIELDS_MAX:
        return {}
    return dict(parse_qsl(text, keep_blank_values=True))


def undelivered_of(result: SendResult) -> str:
    """The recipients that were not accepted, each with what the server said."""
    outcome = result.outcome
    refused = (*outcome.refused, *outcome.deferred)
    return "; ".join(f"{path}: {code} {text}" for path, code, text in refused)


def number_of(text: str) -> int:
    """A uid; 0 for what is not one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0


def cookie_of(value: str) -> str:
    """The session's cookie among those the browser sent."""
    for pair in value.split(";"):
        name, _, content = pair.strip().partition("=")
        if name == COOKIE:
            return content
    return ""
