"""What a resolver remembers, yes and no alike, for as long as it may (RFC 2308 §5).

Time is given to it. It refuses to remember failures: SERVFAIL and silence are asked
again. It keeps a bounded number of answers; the oldest goes first.
"""

import msgspec

from simulator.protocols.dns.lookup import LookupResult
from simulator.protocols.dns.messages import Query

ANSWERS_MAX = 500
SECOND_US = 1_000_000


class Cache:
    """Answers by question."""

    def __init__(self) -> None:
        self._kept: dict[Query, tuple[int, LookupResult]] = {}

    def put(self, question: Query, answer: LookupResult, now_us: int) -> None:
        """Remember `answer` for its time to live."""
        if not answer.answered or answer.ttl_s <= 0:
            return
        self._kept.pop(question, None)
        while len(self._kept) >= ANSWERS_MAX:
            del self._kept[next(iter(self._kept))]
        self._kept[question] = now_us, answer

    def get(self, question: Query, now_us: int) -> LookupResult | None:
        """The answer with what is left of its times to live, or None."""
        since_us, answer = self._kept.get(question, (0, None))
        if answer is None:
            return None
        aged_s = (now_us - since_us) // SECOND_US
        if aged_s >= answer.ttl_s:
            del self._kept[question]
            return None
        return msgspec.structs.replace(
            answer,
            ttl_s=answer.ttl_s - aged_s,
            records=tuple((n, t - aged_s, k, d) for n, t, k, d in answer.records),
            additional=tuple(
                (n, t - aged_s, k, d) for n, t, k, d in answer.additional if t > aged_s
            ),
            authoritative=False,
        )
