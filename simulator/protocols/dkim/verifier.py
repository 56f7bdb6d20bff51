"""Checks the signatures of a message (RFC 6376 §6): an engine without octets to send.

It is given a whole message, asks for keys, and ends with a result for each signature,
from the top. Whoever drives it drains `facts` and answers `next_question` until there
is none.

It refuses to say what a result means for the message: that is policy.
"""

from collections.abc import Iterator

from simulator.journal import Fact
from simulator.protocols.dkim.canonical import Canonicalization, canonical_body
from simulator.protocols.dkim.check import SignatureCheck, judged
from simulator.protocols.dkim.codes import CAUSES
from simulator.protocols.dkim.hashing import BodyHash, hash_canonical
from simulator.protocols.dkim.header import layout
from simulator.protocols.dkim.questions import DkimResult, KeyAnswer, KeyQuestion
from simulator.protocols.dkim.signer import FIELD_NAME

SIGNATURES_MAX = 10
"""How many signatures are checked (§6.1 lets a verifier choose)."""


class DkimVerifier:
    """`content`: the message; `now_s`: seconds from 1970; `has_body` False: it is a
    header section alone, whose body nobody has. `results`: one for each signature, or
    one that says why there is none; complete when no question is left."""

    def __init__(self, content: bytes, now_s: int, has_body: bool = True) -> None:
        self.results: list[DkimResult] = []
        self._content = content
        self._now_s = now_s
        self._has_body = has_body
        self._facts: list[Fact] = []
        self._answers: dict[str, KeyAnswer] = {}
        self._body = b""
        self._canonical: dict[Canonicalization, bytes] = {}
        self._hashes: dict[tuple[Canonicalization, int], BodyHash] = {}
        self._steps = self._run()
        self._question = next(self._steps, None)

    def next_question(self) -> KeyQuestion | None:
        """The open question, the same until answered; None: all is done."""
        return self._question

    def answer(self, answer: KeyAnswer) -> None:
        """Answer the open question."""
        assert self._question is not None
        self._answers[self._question.name] = answer
        self._question = next(self._steps, None)

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order."""
        drained, self._facts = self._facts, []
        return drained

    def _run(self) -> Iterator[KeyQuestion]:
        """All checks, one after another."""
        parts = layout(self._content)
        if parts is None:
            self._conclude(1, "header_too_long")
            return
        self._body = self._content[parts.body :]
        found = parts.called(FIELD_NAME)
        for number, field in enumerate(found[:SIGNATURES_MAX], 1):
            body = self._hash_body if self._has_body else None
            check = SignatureCheck(number, self._content, field, parts, body)
            yield from self._check(check, len(found))
        if not found:
            self._conclude(0, "unsigned")
        elif len(found) > SIGNATURES_MAX:
            self._conclude(SIGNATURES_MAX + 1, "too_many")

    def _check(self, check: SignatureCheck, count: int) -> Iterator[KeyQuestion]:
        """One check; a key is asked for once, whoever needs it."""
        name = check.read(count, self._now_s).lower()
        self._facts += check.facts()
        if name:
            if name not in self._answers:
                yield KeyQuestion(name)
            check.use_key(self._answers[name])
            self._facts += check.facts()
        assert check.result is not None
        self.results.append(check.result)

    def _hash_body(self, how: Canonicalization, length: int) -> BodyHash:
        """Signatures of one message mostly hash its body alike; where `l=` differs, the
        canonical body is still the same."""
        if (how, length) not in self._hashes:
            if how not in self._canonical:
                self._canonical[how] = canonical_body(self._body, how)
            self._hashes[how, length] = hash_canonical(
                len(self._body), self._canonical[how], how, length
            )
        return self._hashes[how, length]

    def _conclude(self, number: int, cause: str) -> None:
        """A result that is about no signature that was read."""
        result = DkimResult("", "", CAUSES[cause].result, cause)
        self.results.append(result)
        self._facts.append(judged(number, result))
