"""`cryptography` and `dkimpy`, as others who do the same."""

from collections.abc import Mapping
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from simulator.protocols.dkim.rsa import EXPONENT, RsaPrivateKey, RsaPublicKey


@cache
def public_key_of(key: RsaPublicKey) -> rsa.RSAPublicKey:
    return rsa.RSAPublicNumbers(key.e, key.n).public_key()


def private_key_of(key: RsaPrivateKey) -> rsa.RSAPrivateKey:
    p, q = key.primes
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=d % (p - 1),
        dmq1=d % (q - 1),
        iqmp=pow(q, -1, p),
        public_numbers=rsa.RSAPublicNumbers(EXPONENT, p * q),
    ).private_key()


@cache
def pem_of(key: RsaPrivateKey) -> bytes:
    return private_key_of(key).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def dkimpy_accepts(content: bytes, keys: Mapping[str, bytes]) -> bool | None:
    """Whether dkimpy passes the first signature; None: it does not read the message,
    since a line of its header section is no field."""

    def look_up(name: bytes | str, **_options: int) -> bytes:
        text = name if isinstance(name, str) else name.decode("ascii")
        return keys.get(text.rstrip("."), b"")

    try:
        return bool(dkim.DKIM(content).verify(dnsfunc=look_up))
    except dkim.MessageFormatError:
        return None
    except (dkim.DKIMException, ValueError):
        return False
