"""DKIM (RFC 6376, 8301, 8463): signing messages, and checking signatures."""

from simulator.protocols.dkim.config import DkimConfig
from simulator.protocols.dkim.keys import PrivateKey, key_of, key_record_line
from simulator.protocols.dkim.questions import DkimResult, KeyAnswer, KeyQuestion
from simulator.protocols.dkim.signer import Signed, sign
from simulator.protocols.dkim.verifier import DkimVerifier

__all__ = [
    "DkimConfig",
    "DkimResult",
    "DkimVerifier",
    "KeyAnswer",
    "KeyQuestion",
    "PrivateKey",
    "Signed",
    "key_of",
    "key_record_line",
    "sign",
]
