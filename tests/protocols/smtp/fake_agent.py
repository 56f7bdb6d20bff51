"""An agent that accepts all mail but what it is told to refuse, and remembers it.

A fake, not a mock: it answers as an MTA would, from the directives of a transcript:
`config name=value`, `refuse PATH REASON`, `content REASON`, `verify STRING REASON`,
`expand STRING REASON LINE LINE`, `account USER PASSWORD`, `auth REASON`. Instead of a
reason, a code that no policy of ours gives: `551/5.1.6`.
"""

from typing import Any

from simulator.protocols.engine import Answer, Question
from simulator.protocols.smtp import (
    Authentication,
    Expansion,
    ForwardPath,
    MailObject,
    Reply,
    ReversePath,
    SmtpServer,
    SmtpServerConfig,
    Verification,
    make_reply,
)
from tests.transcripts.runner import Transcript

HOST = "sur.example"


class FakeAgent:
    """`received`: every mail object it took; `asked`: every question."""

    def __init__(self, transcript: Transcript | None = None) -> None:
        self.received: list[MailObject] = []
        self.asked: list[Question] = []
        self._replies: dict[tuple[str, str], Reply] = {}
        self._accounts: dict[str, str] = {}
        if transcript is not None:
            transcript.check(
                "config", "refuse", "content", "verify", "expand", "account", "auth"
            )
            for user, secret in transcript.words("account"):
                self._accounts[user] = secret
            for (reason,) in transcript.words("auth"):
                self._replies["auth", ""] = _verdict(reason)
            for kind in ("refuse", "verify", "expand"):
                for key, reason, *lines in transcript.words(kind):
                    self._replies[kind, key] = _verdict(reason, *lines, path=key)
            for (reason,) in transcript.words("content"):
                self._replies["content", ""] = _verdict(reason)

    def answer(self, question: Question) -> Answer:
        """The reply of one question."""
        self.asked.append(question)
        match question:
            case Authentication(credentials=credentials):
                secret = self._accounts.get(credentials.user)
                good = secret is not None and credentials.proven_by(secret)
                return self._reply("auth", "", "auth_ok" if good else "auth_failed")
            case ReversePath(path=path):
                return self._reply("refuse", path, "sender_ok")
            case ForwardPath(path=path):
                return self._reply("refuse", path, "recipient_ok")
            case Verification(string=string):
                return self._reply("verify", string, "verified")
            case Expansion(string=string):
                return self._reply("expand", string, "expanded")
        assert isinstance(question, MailObject)
        reply = self._reply("content", "", "accepted")
        if reply.code == 250:
            self.received.append(question)
        return reply

    def _reply(self, first: str, key: str, otherwise: str) -> Reply:
        found = self._replies.get((first, key))
        return found if found is not None else make_reply(otherwise, path=key)


def _verdict(reason: str, *lines: str, path: str = "") -> Reply:
    """`no_such_mailbox`, or `551/5.1.6`."""
    code, _, enhanced = reason.partition("/")
    if code.isdigit():
        return Reply(int(code), lines or ("As was said",), enhanced)
    return make_reply(reason, *lines, path=path)


def new_server(transcript: Transcript | None = None, **changes: Any) -> SmtpServer:
    """A server configured as the transcript says, its connection opened at 0."""
    settings: dict[str, Any] = {"host_name": HOST, **changes}
    for words in transcript.words("config") if transcript is not None else ():
        for word in words:
            name, _, value = word.partition("=")
            settings[name] = _value(name, value)
    nonce = settings.pop("nonce", "1896.697170952")
    busy = settings.pop("busy", False)
    return SmtpServer(SmtpServerConfig(**settings), 0, nonce=nonce, busy=busy)


def _value(name: str, text: str) -> Any:
    if name in ("extensions", "verbs", "mechanisms"):
        return tuple(text.split(","))
    if name in ("host_name", "nonce"):
        return text
    if name.endswith("_max"):
        return int(text)
    return {"true": True, "false": False}[text]
