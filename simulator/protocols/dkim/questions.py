"""What a check of signatures asks: for keys; and what it ends with."""

import msgspec

from simulator.protocols.engine import Answer, Question


class KeyQuestion(Question, frozen=True):
    """The TXT records of `name` are wanted (RFC 6376 §3.6.2)."""

    name: str


class KeyAnswer(Answer, frozen=True):
    """`result`: as of a DNS lookup: found, no_data, no_such_domain, or something else
    when nobody could say. `texts`: of each TXT record, its strings joined."""

    result: str
    texts: tuple[bytes, ...] = ()


class DkimResult(msgspec.Struct, frozen=True):
    """What became of one signature. `result`: a word of RFC 8601 §2.7.1; `cause`: key
    of why, in `codes.py`; `identity`: its `i=`; `beginning`: of its `b=`, to tell
    signatures of one domain apart (RFC 6008). `testing`: its key says that the domain
    only tries DKIM out: the message counts as one without it (RFC 6376 §3.6.1)."""

    domain: str
    selector: str
    result: str
    cause: str
    identity: str = ""
    beginning: str = ""
    testing: bool = False
