"""The server's chair: replies somebody gives in its place, judged one by one.

A reply is judged as RFC 5321 has it: can it be read at all (§4.2), may this code answer
this command (§4.3.2), does its first digit say what the server would say (§4.2.1: a
client decides on nothing else), and the second what it speaks of. What the server would
say was played by the engines (`turns.py`).

A right reply goes on; a wrong one stays beside the dialogue, with what a client does
with it, until another is given: nobody ends up nowhere. It refuses to judge texts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from simulator.projections.catalogue import Param, Text
from simulator.protocols.smtp.codes import CODES, allowed
from simulator.protocols.smtp.states import State
from simulator.teaching.replies.client import lines_of
from simulator.teaching.replies.turns import Dialogue, Turn

LINE_CHARACTERS_MAX = 510
_SMTP_LINE = re.compile(r"([2-5][0-5][0-9])([ -].*)?")
_POP3_LINE = re.compile(r"(\+OK|-ERR)( .*)?")
_WRITTEN = re.compile(r"[\t -~]*")
NO_PARAMS: Mapping[str, Param] = {}
_SYNTAX = "50"
"""What these codes say differs by the third digit (§4.2.2): none stands for another."""
_NO_RECIPIENT = {"503", "554"}
_WITHOUT_RECIPIENT = (State.GREETED, State.READY, State.MAIL)


class Verdict(msgspec.Struct, frozen=True):
    """What is to be said of one reply. `mark`: its code, or "" when it has none."""

    right: bool
    said: Text
    rfc: str
    mark: str = ""


class Given(msgspec.Struct, frozen=True):
    """One reply in the server's place."""

    reply: str
    verdict: Verdict


class Seat(msgspec.Struct, frozen=True):
    """How far somebody is: right replies, one for each turn done, and the newest reply
    if it was wrong. `tries`: replies to each turn, the open one included."""

    dialogue: Dialogue
    given: tuple[Given, ...] = ()
    wrong: Given | None = None
    tries: tuple[int, ...] = (0,)

    @property
    def turn(self) -> Turn | None:
        """The turn that waits for a reply."""
        turns = self.dialogue.turns
        return turns[len(self.given)] if len(self.given) < len(turns) else None

    def take(self, reply: str) -> "Seat":
        """After one more reply; when all is said nothing changes."""
        if self.turn is None:
            return self
        given = Given(reply, judge_reply(self.dialogue.protocol, self.turn, reply))
        tries = (*self.tries[:-1], self.tries[-1] + 1)
        if not given.verdict.right:
            return Seat(self.dialogue, self.given, given, tries)
        return Seat(self.dialogue, (*self.given, given), None, (*tries, 0))


def seat_after(dialogue: Dialogue, replies: Iterable[str]) -> Seat:
    """The chair after all these replies, first one first."""
    seat = Seat(dialogue)
    for reply in replies:
        seat = seat.take(reply)
    return seat


def judge_reply(protocol: str, turn: Turn, reply: str) -> Verdict:
    """What there is to say of a reply in that turn."""
    lines = lines_of(reply)
    if any(not _WRITTEN.fullmatch(line) for line in lines):
        return _wrong("not_ascii", protocol)
    if any(len(line) > LINE_CHARACTERS_MAX for line in lines):
        return _wrong("too_long", protocol)
    if protocol == "pop3":
        return _judge_pop3(turn, lines)
    found = [_SMTP_LINE.fullmatch(line) for line in lines]
    codes = [match[1] for match in found if match]
    if len(codes) < len(lines):
        return _wrong("no_code", protocol)
    if len(set(codes)) > 1:
        return _wrong("two_codes", protocol, codes[-1])
    hyphens = [match is not None and (match[2] or " ")[0] == "-" for match in found]
    if hyphens[-1]:
        return _wrong("unfinished", protocol)
    if not all(hyphens[:-1]):
        return _wrong("ends_early", protocol, codes[0])
    return _judge_code(turn, codes[0], lines)


def _judge_code(turn: Turn, code: str, lines: Sequence[str]) -> Verdict:
    may = allowed(turn.verb, State(turn.before))
    what = {"": "_open", ".": "_content"}.get(turn.verb, "")
    if int(code) not in may:
        listed = ", ".join(str(each) for each in sorted(may))
        about = {"code": code, "verb": turn.verb, "codes": listed}
        return _wrong(f"not_allowed{what}", "smtp", code, about)
    if code[0] != turn.mark[0]:
        return _wrong("other_class", "smtp", code, {"code": code})
    if not _says_why(turn, code):
        return _wrong("other_reason", "smtp", code, {"code": code})
    strange = _strange_keyword(turn, lines)
    if strange:
        return _wrong("strange_keyword", "smtp", code, {"keyword": strange})
    if turn.verb == "EHLO" and len(lines) == 1 < len(turn.reply):
        return Verdict(True, Text("seat.nothing_announced"), turn.rfc[0], code)
    if code != turn.mark:
        said = Text("seat.right_other", {"code": code, "server": turn.mark})
        rfc = "5321#4.2.1" if code[:2] == turn.mark[:2] else "5321#3.3"
        return Verdict(True, said, rfc, code)
    return Verdict(True, turn.told or Text("seat.right"), turn.rfc[0], code)


def _says_why(turn: Turn, code: str) -> bool:
    """Whether it speaks of what the server would speak of. DATA without a recipient may
    be answered with either of two codes (§3.3)."""
    none = turn.verb == "DATA" and State(turn.before) in _WITHOUT_RECIPIENT
    if none and {code, turn.mark} == _NO_RECIPIENT:
        return True
    return code[:2] == turn.mark[:2] and (code[:2] != _SYNTAX or code == turn.mark)


def _strange_keyword(turn: Turn, lines: Sequence[str]) -> str:
    """What an answer to EHLO announces and this server cannot do, or ""."""
    if turn.verb != "EHLO":
        return ""
    known = {_keyword(line) for line in turn.reply[1:]}
    return next((k for k in map(_keyword, lines[1:]) if k and k not in known), "")


def _keyword(line: str) -> str:
    return (line[4:].upper().split() or [""])[0]


def _judge_pop3(turn: Turn, lines: Sequence[str]) -> Verdict:
    found = _POP3_LINE.fullmatch(lines[0])
    if found is None:
        return _wrong("no_status", "pop3")
    if found[1] != turn.mark:
        return _wrong("other_status", "pop3", found[1], {"code": found[1]})
    return Verdict(True, turn.told or Text("seat.right"), turn.rfc[0], found[1])


_RFC = {
    "no_code": "5321#4.2",
    "two_codes": "5321#4.2.1",
    "unfinished": "5321#4.2.1",
    "ends_early": "5321#4.2.1",
    "not_ascii": "5321#4.2",
    "too_long": "5321#4.5.3.1.5",
    "other_class": "5321#4.2.1",
    "other_reason": "5321#4.2.2",
    "strange_keyword": "5321#4.1.1.1",
}
_OF_POP3 = "1939#3"


def _wrong(
    key: str, protocol: str, mark: str = "", params: Mapping[str, Param] = NO_PARAMS
) -> Verdict:
    section = _OF_POP3 if protocol == "pop3" else _RFC.get(key, "5321#4.3.2")
    return Verdict(False, Text(f"seat.{key}", {**params}), section, mark)


# --- replies to choose from ----------------------------------------------------------

OFFERED = 4
_ELSEWHERE = (354, 220, 250, 221)
_POP3_OFFERED = ("+OK", "-ERR", "250 OK")


def offered(protocol: str, turn: Turn) -> tuple[str, ...]:
    """Replies to choose from, without typing: one is right, in order of their codes."""
    if protocol == "pop3":
        return _POP3_OFFERED
    right = int(turn.mark)
    may = sorted(allowed(turn.verb, State(turn.before)))
    other_class = [c for c in may if c // 100 != right // 100 and c > 421]
    turned = len(turn.said) % len(_ELSEWHERE)
    codes = (*_ELSEWHERE[turned:], *_ELSEWHERE[:turned])
    elsewhere = [code for code in codes if code not in may]
    other_reason = [c for c in (503, 550, 501) if c // 10 != right // 10 and c in may]
    chosen = [right]
    for pool in (elsewhere, other_class, other_reason, may):
        fresh = [
            code for code in pool if code not in chosen and code // 10 != right // 10
        ]
        chosen += fresh[:1]
    whole = {right: "\n".join(turn.reply)} if turn.verb == "EHLO" else {}
    listed = sorted(chosen[:OFFERED])
    return tuple(whole.get(code) or f"{code} {CODES[code].text}" for code in listed)
