"""Our arithmetic against `cryptography`, over keys of any seed."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.protocols.dkim.der import DerError, rsa_key_info, rsa_numbers
from simulator.protocols.dkim.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
    make_ed25519_key,
)
from simulator.protocols.dkim.rsa import (
    EXPONENT,
    RsaPublicKey,
    make_rsa_key,
)
from tests.protocols.dkim.oracle import private_key_of, public_key_of

SHA256 = utils.Prehashed(hashes.SHA256())
PADDING = padding.PKCS1v15()
KEY = make_rsa_key("one key", 1024)
LONG_KEY = make_rsa_key("one key", 2048)
digests = st.binary(min_size=32, max_size=32)
seeds = st.text(max_size=8)
positions = st.integers(0, 10_000)


@given(seeds, digests)
@settings(max_examples=20)
def test_rsa_signs_as_cryptography_does(seed, digest):
    ours = make_rsa_key(seed, 1024)
    theirs = private_key_of(ours)  # which checks that the numbers are a key
    assert ours.public.bits == theirs.key_size == 1024
    assert ours.sign(digest) == theirs.sign(digest, PADDING, SHA256)
    assert ours.public.verifies(ours.sign(digest), digest)


@given(digests, positions, st.integers(1, 255))
def test_rsa_judges_an_altered_signature_as_cryptography_does(digest, at, mask):
    ours, theirs = KEY.public, public_key_of(KEY.public)
    signature = bytearray(KEY.sign(digest))
    signature[at % len(signature)] ^= mask
    with pytest.raises(InvalidSignature):
        theirs.verify(bytes(signature), digest, PADDING, SHA256)
    assert not ours.verifies(bytes(signature), digest)


def test_rsa_checks_what_a_key_of_cryptography_signed():
    for bits in (1024, 2048, 3072):
        theirs = rsa.generate_private_key(65_537, bits)
        numbers = theirs.public_key().public_numbers()
        ours = RsaPublicKey(numbers.n, numbers.e)
        digest = bytes(range(32))
        assert ours.verifies(theirs.sign(digest, PADDING, SHA256), digest)
        info = theirs.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        assert rsa_numbers(info) == (numbers.n, numbers.e)
        assert rsa_key_info(numbers.n, numbers.e) == info
        bare = theirs.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.PKCS1
        )
        assert rsa_numbers(bare) == (numbers.n, numbers.e)


def test_a_signature_of_another_length_is_none():
    signature = KEY.sign(bytes(32))
    for wrong in (b"", b"\0" + signature, signature[1:], b"\xff" * 128):
        assert KEY.public.signed_hash(wrong) is None


@given(st.binary(max_size=200))
def test_octets_that_are_no_key_are_refused(octets):
    with pytest.raises(DerError):
        rsa_numbers(octets)


@given(positions, st.integers(1, 255))
def test_an_altered_key_is_refused_or_another(at, mask):
    public = KEY.public
    octets = bytearray(public.octets)
    octets[at % len(octets)] ^= mask
    try:
        numbers = rsa_numbers(bytes(octets))
    except DerError:
        return
    assert numbers != (public.n, public.e)


@pytest.mark.parametrize("bits", [512, 1024, 2048])
def test_a_seed_makes_one_key_of_the_length_wanted(bits):
    one, other = make_rsa_key("a", bits), make_rsa_key("b", bits)
    assert one == make_rsa_key("a", bits)
    assert one.public != other.public
    assert one.public.bits == other.public.bits == bits
    assert one.public.e == EXPONENT


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_ed25519_signs_as_cryptography_does(secret, message):
    ours = Ed25519PrivateKey(secret)
    theirs = ed25519.Ed25519PrivateKey.from_private_bytes(secret)
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    assert ours.public.octets == theirs.public_key().public_bytes(*raw)
    assert ours.public.sound
    assert ours.sign(message) == theirs.sign(message)
    assert ours.public.verifies(ours.sign(message), message)


@given(st.integers(0, 3), st.integers(0, 511))
def test_ed25519_judges_an_altered_signature_as_cryptography_does(seed, bit):
    ours = make_ed25519_key(str(seed))
    signature = bytearray(ours.sign(b"Hola"))
    signature[bit // 8] ^= 1 << bit % 8
    theirs = ed25519.Ed25519PublicKey.from_public_bytes(ours.public.octets)
    with pytest.raises(InvalidSignature):
        theirs.verify(bytes(signature), b"Hola")
    assert not ours.public.verifies(bytes(signature), b"Hola")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_ed25519_with_any_key_judges_as_cryptography_does(key, message):
    signature = make_ed25519_key("x").sign(message)
    ours = Ed25519PublicKey(key)
    try:
        theirs = ed25519.Ed25519PublicKey.from_public_bytes(key)
        theirs.verify(signature, message)
    except (InvalidSignature, ValueError):
        assert not ours.verifies(signature, message)


def test_a_key_of_another_length_is_no_point():
    for octets in (b"", b"\0" * 31, b"\xff" * 32, b"\0" * 33):
        assert not Ed25519PublicKey(octets).sound


def test_a_known_key_stays_what_it_is():
    """Law 3: the same seed makes the same keys, whatever the Python."""
    assert hex(make_rsa_key("7", 1024).public.n)[2:18] == "f55dc4574b30b845"
    assert hex(make_rsa_key("7", 2048).public.n)[2:18] == "c61f094a81b4f234"
    assert make_ed25519_key("7").public.octets.hex()[:16] == "1aece24931a36a47"


@given(digests)
def test_a_key_of_eight_primes_signs_what_cryptography_accepts(digest):
    """Of one hash there is one such signature, so whoever accepts it made the same."""
    assert len(LONG_KEY.primes) == 8
    theirs = public_key_of(LONG_KEY.public)
    theirs.verify(LONG_KEY.sign(digest), digest, PADDING, SHA256)
