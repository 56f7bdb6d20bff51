"""The check of one signature, step by step (RFC 6376 §6.1).

The field is read, its key read, the body hashed, the signed fields hashed, and the
signature checked. What is wrong first is what is told; then the check is over.
"""

from collections.abc import Callable

from msgspec import structs

from simulator.journal import INLINE_OCTETS_MAX, Fact, inline
from simulator.journal.facts import (
    DkimKeyRead,
    DkimSignatureJudged,
    DkimSignatureRead,
)
from simulator.protocols.dkim.canonical import Canonicalization
from simulator.protocols.dkim.codes import CAUSES
from simulator.protocols.dkim.copies import changed_fields
from simulator.protocols.dkim.hashing import (
    FIELDS_TOLD_MAX,
    BodyHash,
    coded,
    hash_header,
)
from simulator.protocols.dkim.header import Field, Layout, repeated, select
from simulator.protocols.dkim.keys import (
    KeyRefused,
    PublicKey,
    first_readable,
    public_key,
)
from simulator.protocols.dkim.questions import DkimResult, KeyAnswer
from simulator.protocols.dkim.signature import Signature, claimed, read_signature
from simulator.protocols.dkim.tags import TagListError

RECORDS_MAX = 10
"""How many TXT records of one name are looked at."""
BEGINNING = 8
"""Characters of `b=` that tell signatures apart (RFC 6008 §4)."""

Hasher = Callable[[Canonicalization, int], BodyHash]
"""The hash of the body, by canonicalization and `l=`."""


class SignatureCheck:
    """`number`: which signature of the message, from 1; `field`: where it is; `body`:
    None when nobody has it. `result`: None as long as the check goes on."""

    def __init__(
        self,
        number: int,
        content: bytes,
        field: Field,
        parts: Layout,
        body: Hasher | None,
    ) -> None:
        self.number = number
        self.result: DkimResult | None = None
        self._content = content
        self._field = field
        self._parts = parts
        self._body = body
        self._facts: list[Fact] = []
        self._signature: Signature | None = None
        self._claimed = ("", "")
        self._testing = False

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order."""
        drained, self._facts = self._facts, []
        return drained

    def read(self, count: int, now_s: int) -> str:
        """Read the field; the name at which its key is, "" when the check is over.
        `count`: of the signatures there are."""
        octets = self._octets
        name, _, value = octets.partition(b":")
        error: TagListError | None = None
        try:
            self._signature = read_signature(value.removesuffix(b"\r\n"))
        except TagListError as found:
            error = found
            self._claimed = claimed(value.removesuffix(b"\r\n"))
        self._tell_read(count, octets, len(name) + 1, error)
        signature = self._signature
        if error is not None:
            self._judge(error.cause)
        elif signature and 0 <= signature.expires_at_s < now_s:
            self._judge("expired")
        return signature.key_name if signature and not self.result else ""

    @property
    def _octets(self) -> bytes:
        return self._content[self._field.start : self._field.end]

    def _tell_read(
        self, count: int, octets: bytes, value_at: int, error: TagListError | None
    ) -> None:
        signature = self._signature
        domain, selector = self._claimed
        told = DkimSignatureRead(
            number=self.number,
            count=count,
            octets=inline(octets),
            offset=self._field.start,
            length=len(octets),
            domain=signature.domain if signature else domain,
            selector=signature.selector if signature else selector,
        )
        if signature:
            told = structs.replace(
                told,
                identity=signature.identity[:INLINE_OCTETS_MAX],
                algorithm=signature.algorithm,
                canonicalization=f"{signature.header}/{signature.body}",
                fields=_short(signature.fields),
                body_length=signature.body_length,
                signed_at_s=signature.signed_at_s,
                expires_at_s=signature.expires_at_s,
            )
        elif error:
            told = structs.replace(
                told,
                cause=error.cause,
                tag=error.tag,
                error_offset=value_at + error.offset,
            )
        self._facts.append(told)

    def use_key(self, answer: KeyAnswer) -> None:
        """Read the key that was found, and check with it."""
        assert self._signature is not None
        texts = answer.texts[:RECORDS_MAX]
        text, kind, bits, cause, offset = b"", "", 0, "", -1
        key: PublicKey | None = None
        try:
            text, record = first_readable(texts, answer.result)
            kind, self._testing = record.type, record.testing
            key = public_key(record, self._signature)
            bits = key.bits
        except TagListError as error:
            text, cause, offset = texts[0], "key_syntax", error.offset
        except KeyRefused as refused:
            cause, bits = refused.cause, refused.bits
        self._facts.append(
            DkimKeyRead(
                number=self.number,
                name=self._signature.key_name,
                result=answer.result,
                octets=inline(text),
                type=kind[:INLINE_OCTETS_MAX],
                bits=bits,
                testing=self._testing,
                cause=cause,
                error_offset=offset,
            )
        )
        if key is None:
            self._judge(cause)
        else:
            self._verify(self._signature, key)

    def _verify(self, signature: Signature, key: PublicKey) -> None:
        """The body's hash first: it costs least, and tells most (§6.1.3)."""
        fields = select(self._parts.fields, signature.fields, self._field)
        changed = changed_fields(self._content, fields, signature)
        if wrong := self._compare_body(signature):
            self._judge(wrong, changed)
            return
        header = hash_header(
            self._content, fields, self._unsigned(signature), signature.header
        )
        right = key.verifies(signature.signature, header.digest)
        signed = key.signed_hash(signature.signature)
        self._facts.append(header.told(self.number, signed))
        again = repeated(self._content, self._parts.body, fields) if right else []
        if again:
            self._judge("repeated_field", tuple(again))
            return
        good = "body_missing" if self._body is None else ""
        self._judge(good if right else "signature", () if right else changed)

    def _compare_body(self, signature: Signature) -> str:
        """The cause of what is wrong with the body, or ""."""
        if self._body is None:
            return ""
        body = self._body(signature.body, signature.body_length)
        self._facts.append(body.told(self.number, signature.body_hash))
        if body.length < signature.body_length:
            return "body_length"
        return "" if body.digest == signature.body_hash else "body_hash"

    def _unsigned(self, signature: Signature) -> bytes:
        """The field as it was hashed: nothing in its `b=` (§3.7)."""
        octets = self._octets
        value_at = octets.index(b":") + 1
        start = value_at + signature.signature_start
        end = value_at + signature.signature_end
        return octets[:start] + octets[end:]

    def _judge(self, cause: str, changed: tuple[str, ...] = ()) -> None:
        signature = self._signature
        domain, selector = self._claimed
        self.result = DkimResult(
            signature.domain if signature else domain,
            signature.selector if signature else selector,
            CAUSES[cause].result,
            cause,
            signature.identity if signature else "",
            coded(signature.signature)[:BEGINNING] if signature else "",
            self._testing,
        )
        self._facts.append(judged(self.number, self.result, changed))


def judged(
    number: int, result: DkimResult, changed: tuple[str, ...] = ()
) -> DkimSignatureJudged:
    """The fact of a result. `changed`: names of fields that are not as they were."""
    return DkimSignatureJudged(
        number=number,
        domain=result.domain,
        selector=result.selector,
        identity=result.identity[:INLINE_OCTETS_MAX],
        result=result.result,
        cause=result.cause,
        testing=result.testing,
        changed=_short(changed),
    )


def _short(names: tuple[str, ...]) -> tuple[str, ...]:
    """As many names, and as much of each, as a fact carries."""
    return tuple(name[:INLINE_OCTETS_MAX] for name in names[:FIELDS_TOLD_MAX])
