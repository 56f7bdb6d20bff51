"""What the standards print comes out (RFC 6376 A, RFC 8463 A, RFC 8032 §7.1)."""

import pytest

from simulator.protocols.dkim import DkimConfig
from simulator.protocols.dkim.canonical import canonical_body, canonical_field
from simulator.protocols.dkim.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from simulator.protocols.dkim.hashing import coded, hash_body, hash_header
from simulator.protocols.dkim.header import layout, select
from simulator.protocols.dkim.signature import read_signature
from tests.protocols.dkim.checking import check
from tests.protocols.dkim.vectors import (
    HI,
    RFC6376,
    RFC6376_KEY,
    RFC8032,
    RFC8463_ED25519,
    RFC8463_KEYS,
    RFC8463_RSA,
    RFC8463_SECRET,
    on_the_wire,
)


def test_the_example_of_rfc6376_passes():
    keys = {"brisbane._domainkey.example.com": RFC6376_KEY}
    (result,) = check(on_the_wire(RFC6376), keys)
    assert (result.result, result.cause) == ("pass", "")
    assert result.identity == "joe@football.example.com"


@pytest.mark.parametrize("fields", [RFC8463_ED25519, RFC8463_RSA])
def test_each_example_of_rfc8463_passes(fields):
    (result,) = check(on_the_wire(fields + HI), RFC8463_KEYS)
    assert (result.result, result.cause) == ("pass", "")


def test_both_signatures_of_rfc8463_pass_together():
    results = check(on_the_wire(RFC8463_ED25519 + RFC8463_RSA + HI), RFC8463_KEYS)
    assert [r.result for r in results] == ["pass", "pass"]
    assert [r.selector for r in results] == ["brisbane", "test"]
    assert [r.beginning for r in results] == ["/gCrinpc", "F45dVWDf"]


def test_ed25519_makes_the_signature_that_rfc8463_prints():
    content = on_the_wire(HI)
    field = on_the_wire(RFC8463_ED25519)
    value_at = field.index(b":") + 1
    signature = read_signature(field[value_at:].removesuffix(b"\r\n"))
    start = value_at + signature.signature_start
    unsigned = field[:start] + field[value_at + signature.signature_end :]
    fields = select(layout(content).fields, signature.fields)
    header = hash_header(content, fields, unsigned, "relaxed")
    key = Ed25519PrivateKey(RFC8463_SECRET)
    assert key.sign(header.digest) == signature.signature
    assert coded(key.public.octets) in RFC8463_KEYS[signature.key_name].decode()


@pytest.mark.parametrize("number", range(len(RFC8032)))
def test_ed25519_of_rfc8032(number):
    secret, public, message, signature = RFC8032[number]
    key = Ed25519PrivateKey(secret)
    assert key.public.octets == public
    assert key.sign(message) == signature
    assert Ed25519PublicKey(public).verifies(signature, message)
    assert not Ed25519PublicKey(public).verifies(signature, message + b"x")


# --- RFC 6376 §3.4.5: the examples of canonicalisation --------------------------------

HEADER = b"A: X\r\nB : Y\t\r\n\tZ  \r\n"
BODY = b" C \r\nD \t E\r\n\r\n\r\n"


def canonical_header(how):
    parts = layout(HEADER + b"\r\n" + BODY)
    octets = HEADER + b"\r\n" + BODY
    return [canonical_field(octets[f.start : f.end], how) for f in parts.fields]


def test_relaxed_canonicalisation_of_rfc6376():
    assert canonical_header("relaxed") == [b"a:X\r\n", b"b:Y Z\r\n"]
    assert canonical_body(BODY, "relaxed") == b" C\r\nD E\r\n"


def test_simple_canonicalisation_of_rfc6376():
    assert b"".join(canonical_header("simple")) == HEADER
    assert canonical_body(BODY, "simple") == b" C \r\nD \t E\r\n"


@pytest.mark.parametrize(
    ("how", "digest"),
    [
        ("simple", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="),
        ("relaxed", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ],
)
@pytest.mark.parametrize("body", [b"", b"\r\n", b"\r\n\r\n\r\n"])
def test_hash_of_an_empty_body_of_rfc6376(how, digest, body):
    assert coded(hash_body(body, how).digest) == digest


def test_the_defaults_of_a_signer_are_those_of_the_standard():
    how = DkimConfig(domain="norte.example", selector="s1")
    assert how.algorithm == "rsa-sha256"
    assert how.bits >= 2048  # RFC 8301 §3.2
    assert "From" in how.fields  # RFC 6376 §5.4
