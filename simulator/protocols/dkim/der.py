"""The little of DER (X.690) that a public key of RSA needs (RFC 8017 §A.1.1).

    SubjectPublicKeyInfo = SEQUENCE { SEQUENCE { OID, NULL }, BIT STRING }
    RSAPublicKey         = SEQUENCE { INTEGER n, INTEGER e }

It refuses every other encoding of the same: a length that could be shorter, an integer
that is negative or has zeros before it, octets that follow.
"""

SEQUENCE, INTEGER, BIT_STRING = 0x30, 0x02, 0x03
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")
"""AlgorithmIdentifier of rsaEncryption, its parameters NULL."""
_LENGTH_OCTETS_MAX = 3


class DerError(Exception):
    """Octets that are no such key."""


def rsa_numbers(octets: bytes) -> tuple[int, int]:
    """n and e of a public key, with its algorithm before it or, as RFC 6376 §3.6.1 has
    it, without. Raises DerError."""
    whole = _whole(octets, SEQUENCE)
    if whole.startswith(_RSA):
        bits = _whole(whole[len(_RSA) :], BIT_STRING)
        if not bits.startswith(b"\0"):
            raise DerError("unused bits")
        whole = _whole(bits[1:], SEQUENCE)
    modulus, rest = _value(whole, INTEGER)
    return _number(modulus), _number(_whole(rest, INTEGER))


def rsa_key_info(modulus: int, exponent: int) -> bytes:
    """SubjectPublicKeyInfo, as DNS has it in practice."""
    key = _item(SEQUENCE, _integer(modulus) + _integer(exponent))
    return _item(SEQUENCE, _RSA + _item(BIT_STRING, b"\0" + key))


def _whole(octets: bytes, tag: int) -> bytes:
    value, rest = _value(octets, tag)
    if rest:
        raise DerError("more octets than there should be")
    return value


def _value(octets: bytes, tag: int) -> tuple[bytes, bytes]:
    """The value of the item at the beginning, and what follows it."""
    if len(octets) < 2 or octets[0] != tag:
        raise DerError("another item than expected")
    length, at = octets[1], 2
    if length > 0x80:
        count = length - 0x80
        length = int.from_bytes(octets[2 : 2 + count], "big")
        at += count
        if count > _LENGTH_OCTETS_MAX or _length(length) != octets[1:at]:
            raise DerError("no length")
    if length == 0x80 or len(octets) < at + length:
        raise DerError("no length")
    return octets[at : at + length], octets[at + length :]


def _number(value: bytes) -> int:
    if not value or value[0] >= 0x80 or (len(value) > 1 and value[:2] < b"\0\x80"):
        raise DerError("no positive integer")
    return int.from_bytes(value, "big")


def _length(length: int) -> bytes:
    if length < 0x80:
        return bytes([length])
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([0x80 + len(octets)]) + octets


def _item(tag: int, value: bytes) -> bytes:
    return bytes([tag]) + _length(len(value)) + value


def _integer(number: int) -> bytes:
    return _item(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))
