"""Checks a message with keys at hand, as an agent would with DNS."""

from collections.abc import Mapping

from simulator.protocols.dkim import (
    DkimConfig,
    DkimResult,
    DkimVerifier,
    KeyAnswer,
    key_of,
    sign,
)
from simulator.protocols.dkim.keys import key_record_text

NOW_S = 1_700_000_000
SEED = 7


def check(
    content: bytes, keys: Mapping[str, bytes], now_s: int = NOW_S
) -> list[DkimResult]:
    """The results of all signatures."""
    return run(DkimVerifier(content, now_s), keys).results


def run(verifier: DkimVerifier, keys: Mapping[str, bytes]) -> DkimVerifier:
    """Answer every question from `keys`."""
    while (question := verifier.next_question()) is not None:
        text = keys.get(question.name)
        known = text is not None
        texts = (text,) if text is not None else ()
        verifier.answer(KeyAnswer("found" if known else "no_such_domain", texts))
    return verifier


def config(**changed: object) -> DkimConfig:
    """Of norte.example, with a short key where it does not matter."""
    said = {"domain": "norte.example", "selector": "s1", "bits": 1024} | changed
    return DkimConfig(**said)  # type: ignore[arg-type]


def signed(content: bytes, how: DkimConfig, now_s: int = NOW_S) -> bytes:
    """The message with its signature on top."""
    made = sign(content, how, key_of(how, SEED), now_s)
    assert made is not None
    return made.field + content


def published(*configs: DkimConfig) -> dict[str, bytes]:
    """The key records of those who signed."""
    return {
        f"{how.selector}._domainkey.{how.domain}": key_record_text(
            key_of(how, SEED).public, how.key_flags
        ).encode()
        for how in configs
    }
