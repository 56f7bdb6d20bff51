"""What a service extension is (RFC 5321 §2.2): everything it adds, in one value.

RFC 5321 §2.2.2 lists what the definition of an extension must say: the keyword and what
stands behind it, the verbs, the parameters of MAIL and RCPT, how much longer a command
line may get, what servers and clients do with it. `Extension` has a field for each. The
tables of states, codes, reasons, readers and parameters are made from these fields, and
so is what a client says; texts for learners are found by the keys of `text_keys`.

It refuses behaviour that needs the session: a verb that is more than one reply has its
handler in the table of `commands.py`.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.protocols.smtp.cursor import CommandLine, Cursor
from simulator.protocols.smtp.questions import Transaction
from simulator.protocols.smtp.session_states import State

Reader = Callable[[Cursor, CommandLine], CommandLine]
"""Reads the argument of a command line. Raises CommandError."""

Words = dict[str, str | int]
"""What a narrator's sentence names: parameter of the text to its value."""


class Reason(NamedTuple):
    """Why a reply is given: default `code`, enhanced code (RFC 3463) and wire text;
    `rfc`: the rule applied.

    Texts may name `{host}` (the server), `{verb}`, `{path}`, `{string}` and `{limit}`.
    """

    code: int
    enhanced: str
    text: str
    rfc: str


class Sequence(NamedTuple):
    """`success` (S and I in RFC 5321 §4.3.2) and `error` (E) codes of one command."""

    success: tuple[int, ...]
    error: tuple[int, ...] = ()


class Verb(NamedTuple):
    """`syntax` as §4.1.1 gives it, in few words; `rfc`: where (`5321#4.1.1.2`).

    `phase`: the part of a session's story it belongs to, or "": wherever it comes.
    `typed`: it is a command that somebody may type; False: it stands for something
    else, or is another form of the verb before it.
    """

    syntax: str
    rfc: str
    phase: str = ""
    typed: bool = True


class Parameter(NamedTuple):
    """One parameter of MAIL or RCPT (§4.1.1.11).

    `is_value`: whether what stands behind `=` is well written; "" where nothing does.
    `bounded_by`: the setting of the server that the number may not exceed, or "".
    `said`: the value a client says with a transaction, None: nothing. `relayed`: it
    belongs to the mail, and travels to the next server that announces the extension.
    """

    verb: str
    keyword: str
    is_value: Callable[[str], bool]
    bounded_by: str = ""
    said: Callable[[Transaction], str | None] | None = None
    relayed: bool = False


def no_words(_argument: str) -> Words:
    """The narrator's sentence names nothing of the argument."""
    return {}


class AddedVerb(NamedTuple):
    """A verb of an extension.

    `after`: the verb behind which one learns it. `moves`: state to first digit of the
    reply to next state, as in `states.TABLE`. `sequence`: the codes that may answer it.
    `read`: reads its argument; None: another verb's reader finds it. `reply`: the
    reason of its only reply, or "": `commands.py` has a handler. `key`: how texts
    call it, `name` in small letters if "". `words`: what a sentence about it names.
    `exchange`: a line of an exchange under way, in order without any announcement.
    """

    name: str
    about: Verb
    after: str
    moves: Mapping[State, Mapping[str, State]]
    sequence: Sequence
    read: Reader | None = None
    reply: str = ""
    key: str = ""
    words: Callable[[str], Words] = no_words
    exchange: bool = False


class Terms(NamedTuple):
    """What the EHLO reply may depend on. `mechanisms`: of AUTH, those that may be used
    now; `secure`: inside TLS; `message_octets_max`: of a content."""

    mechanisms: tuple[str, ...]
    secure: bool
    message_octets_max: int


class Extension(NamedTuple):
    """One service extension.

    `announce`: the line of the EHLO reply, None where it is not announced now; without
    one the keyword alone. `needs`: keywords that must be offered with it. `octets`: how
    much longer a command line may get by its parameters. `once`: when its verb was
    accepted, it is not in order again. `out_of_order`: state and verb to the reason of
    the 503, where one is better than `sequence`. `codes`: verb to further codes that
    may answer it, where the extension is in use. `reasons`: why its replies are given.
    """

    keyword: str
    rfc: str
    parameters: tuple[Parameter, ...] = ()
    octets: int = 0
    verbs: tuple[AddedVerb, ...] = ()
    announce: Callable[[Terms], str | None] | None = None
    needs: tuple[str, ...] = ()
    once: bool = False
    out_of_order: Mapping[tuple[State, str], str] = {}
    codes: Mapping[str, tuple[int, ...]] = {}
    reasons: Mapping[str, Reason] = {}

    def line(self, terms: Terms) -> str | None:
        """What the EHLO reply says of it, if anything (§4.1.1.1)."""
        return self.announce(terms) if self.announce else self.keyword

    @property
    def text_keys(self) -> tuple[str, ...]:
        """The texts that tell and explain it, in every language's catalogue."""
        keys = []
        for verb in self.verbs:
            name = verb.key or verb.name.lower()
            asked = f"say.smtp.ask.{name}"
            keys += [f"verb.smtp.{name}", f"{asked}.client", f"{asked}.you"]
            keys.append(f"why.smtp.ask.{name}")
        for name, reason in self.reasons.items():
            told = f"no.{name}" if reason.code >= 400 else f"yes.{name}.client"
            side = "no" if reason.code >= 400 else "yes"
            keys += [f"say.smtp.{told}", f"why.smtp.{side}.{name}"]
        return tuple(keys)
