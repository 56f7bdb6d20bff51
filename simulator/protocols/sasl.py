"""Proving who one is: PLAIN, LOGIN and CRAM-MD5, both sides, for SMTP, POP3 and IMAP.

SASL (RFC 4422 §3) is an exchange of octets that knows no protocol: the server sends
challenges, the client responses. How they travel is the protocol's: base64 in lines, an
empty initial response as `=`, `*` to cancel (RFC 4954 §4, RFC 5034 §4, RFC 3501
§6.2.2); `read_response` and `write_octets` are for all three.

The end of a server's exchange is a `Credentials` value, not a verdict: judging it is
policy, and the agent that knows the secret asks `proven_by`. A challenge must be new
each time and is therefore a parameter.

It refuses chance, verdicts, and mechanisms that it does not implement.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Protocol

import msgspec

OCTETS_MAX = 1024
"""Longest response read, decoded; RFC 4616 §2: each part of PLAIN up to 255 octets."""


class Credentials(msgspec.Struct, frozen=True):
    """What a client says to prove who it is.

    `authorization`: whom it wants to act as, or "" for itself (RFC 4616 §2).
    `password`: PLAIN and LOGIN. `challenge`, `digest`: CRAM-MD5 and POP3's APOP, where
    the password never travels (RFC 2195 §2, RFC 1939 §7).
    """

    mechanism: str
    user: str
    password: str = ""
    authorization: str = ""
    challenge: bytes = b""
    digest: str = ""

    def proven_by(self, secret: str) -> bool:
        """Whether they prove knowledge of `secret`; takes equally long if not."""
        make_digest = _DIGESTS.get(self.mechanism)
        if make_digest is not None:
            wanted = make_digest(secret, self.challenge)
            return hmac.compare_digest(wanted.encode(), self.digest.encode())
        return hmac.compare_digest(secret.encode(), self.password.encode())


class Failure(msgspec.Struct, frozen=True):
    """The exchange cannot go on. `reason`: `malformed` or `no_initial_response`."""

    reason: str


MALFORMED = Failure("malformed")


def cram_md5_digest(secret: str, challenge: bytes) -> str:
    """HMAC-MD5 of the challenge, 32 lower-case hexadecimal digits (RFC 2195 §2)."""
    return hmac.new(secret.encode(), challenge, "md5").hexdigest()


def apop_digest(secret: str, timestamp: bytes) -> str:
    """MD5 of the greeting's timestamp with the secret behind it (RFC 1939 §7)."""
    return hashlib.md5(timestamp + secret.encode(), usedforsecurity=False).hexdigest()


_DIGESTS: dict[str, Callable[[str, bytes], str]] = {
    "CRAM-MD5": cram_md5_digest,
    "APOP": apop_digest,
}


# --- on the wire ----------------------------------------------------------------------


class Cancelled(msgspec.Struct, frozen=True):
    """The client sent `*`: it does not want to go on."""


def write_octets(octets: bytes) -> str:
    """Base64 for a challenge or a response; "" for none."""
    return base64.b64encode(octets).decode("ascii")


def write_initial(octets: bytes) -> str:
    """An initial response: `=` when it is empty (RFC 4954 §4, RFC 4959 §3)."""
    return write_octets(octets) or "="


def read_response(line: bytes, *, initial: bool = False) -> bytes | Cancelled | Failure:
    """The octets of a response line, without its CRLF. Never raises."""
    if line == b"*":
        return Cancelled()
    if initial and line == b"=":
        return b""
    try:
        octets = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return MALFORMED
    return octets if len(octets) <= OCTETS_MAX else MALFORMED


# --- the server's side ----------------------------------------------------------------

Step = bytes | Credentials | Failure
"""What comes next: a challenge to send, or the end."""


class ServerExchange(Protocol):
    """One exchange. `start` once, then `respond` as long as it gives octets."""

    def start(self, initial: bytes | None) -> Step:
        """`initial`: the client's initial response, None if it gave none."""

    def respond(self, response: bytes) -> Step:
        """The client's answer to the last challenge."""


class _PlainServer:
    """message = [authzid] NUL authcid NUL passwd      ; RFC 4616 §2"""

    def start(self, initial: bytes | None) -> Step:
        return b"" if initial is None else self.respond(initial)

    def respond(self, response: bytes) -> Step:
        parts = [_text(part) for part in response.split(b"\0")]
        if len(parts) != 3 or None in parts or not parts[1] or not parts[2]:
            return MALFORMED
        authorization, user, password = (part or "" for part in parts)
        return Credentials("PLAIN", user, password, authorization)


class _LoginServer:
    """Two questions, two answers (draft-murchison-sasl-login-00 §2). Obsolete, and
    still what many programs speak. An initial response is the name."""

    def __init__(self) -> None:
        self._user: str | None = None

    def start(self, initial: bytes | None) -> Step:
        return b"Username:" if initial is None else self.respond(initial)

    def respond(self, response: bytes) -> Step:
        text = _text(response)
        if not text:
            return MALFORMED
        if self._user is None:
            self._user = text
            return b"Password:"
        return Credentials("LOGIN", self._user, text)


class _CramMd5Server:
    """The server speaks first, so there is no initial response (RFC 2195 §2)."""

    def __init__(self, challenge: bytes) -> None:
        self._challenge = challenge

    def start(self, initial: bytes | None) -> Step:
        if initial is not None:
            return Failure("no_initial_response")
        return self._challenge

    def respond(self, response: bytes) -> Step:
        user, space, digest = (_text(response) or "").rpartition(" ")
        if not (user and space and len(digest) == 32):
            return MALFORMED
        challenge = self._challenge
        return Credentials("CRAM-MD5", user, challenge=challenge, digest=digest.lower())


_SERVERS: dict[str, Callable[[bytes], ServerExchange]] = {
    "PLAIN": lambda _challenge: _PlainServer(),
    "LOGIN": lambda _challenge: _LoginServer(),
    "CRAM-MD5": _CramMd5Server,
}

MECHANISMS = tuple(_SERVERS)


def server_exchange(mechanism: str, challenge: bytes) -> ServerExchange | None:
    """The server's side of `mechanism`, in capitals; None: not implemented.

    `challenge`: for CRAM-MD5, never the same twice, of the form `<...@host>`.
    """
    make = _SERVERS.get(mechanism)
    return make(challenge) if make else None


def _text(octets: bytes) -> str | None:
    """UTF-8 without NUL (RFC 4616 §2); None if it is not."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


# --- the client's side ----------------------------------------------------------------


class ClientExchange(Protocol):
    """One exchange. `initial`: what may go with the command, None if the server must
    speak first."""

    initial: bytes | None

    def respond(self, challenge: bytes) -> bytes | None:
        """The answer to a challenge; None: there is none, cancel with `*`."""


class _PlainClient:
    def __init__(self, user: str, password: str, authorization: str) -> None:
        self.initial: bytes | None = f"{authorization}\0{user}\0{password}".encode()

    def respond(self, _challenge: bytes) -> bytes | None:
        octets, self.initial = self.initial, None
        return octets


class _LoginClient:
    """Whatever the prompts say: the first asks for the name, the second for the
    password. Their words differ from server to server."""

    def __init__(self, user: str, password: str, _authorization: str) -> None:
        self.initial: bytes | None = None
        self._answers = [password.encode(), user.encode()]

    def respond(self, _challenge: bytes) -> bytes | None:
        return self._answers.pop() if self._answers else None


class _CramMd5Client:
    def __init__(self, user: str, password: str, _authorization: str) -> None:
        self.initial: bytes | None = None
        self._user, self._password = user, password

    def respond(self, challenge: bytes) -> bytes | None:
        return f"{self._user} {cram_md5_digest(self._password, challenge)}".encode()


_CLIENTS: dict[str, Callable[[str, str, str], ClientExchange]] = {
    "PLAIN": _PlainClient,
    "LOGIN": _LoginClient,
    "CRAM-MD5": _CramMd5Client,
}


def client_exchange(
    mechanism: str, user: str, password: str, authorization: str = ""
) -> ClientExchange:
    """The client's side of one of `MECHANISMS`. Raises KeyError for another."""
    return _CLIENTS[mechanism](user, password, authorization)
