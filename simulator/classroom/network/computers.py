"""Which world a class gets: its students in teams, and computers for who comes late.

Names become parts of addresses: of any alphabet, whatever letters and digits of ASCII
they have. Computers of nobody yet are off.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from simulator.languages import Words
from simulator.scenario import Computer, Role, Team

COMPUTERS_MIN = 24
"""As many there are at least: a class does not come in all at once."""
SPARE_MIN = 8
COMPUTERS_MAX = 72
LOCAL_MAX = 12
"""Characters of the part of an address before the @."""
RESERVED = frozenset(
    ("postmaster", "abuse", "hostmaster", "correo", *(role.value for role in Role))
)
"""Local parts that mean somebody else (RFC 2142), and names of machines."""


def teams_of(
    names: Sequence[str],
    labels: Mapping[str, Words],
    spare: Words,
    lang: str,
    word: Callable[[], str],
) -> tuple[Team, ...]:
    """The students `names`, dealt out in turn to teams, and spare computers, called
    `spare` and a number, in addresses as in the language `lang`. `labels`: of the
    servers of the teams, by the name of each. `word`: a password by chance."""
    taken: set[str] = set()
    other = spare[lang]
    made = [Computer(_local(name, other, taken), name, word()) for name in names]
    wanted = max(COMPUTERS_MIN, len(made) + SPARE_MIN)
    for number in range(len(made) + 1, min(wanted, COMPUTERS_MAX) + 1):
        local = _local(f"{other}{number}", other, taken)
        label = {tag: f"{each.capitalize()} {number}" for tag, each in spare.items()}
        made.append(Computer(local, label[lang], word(), on=False, label=label))
    size = len(labels)
    return tuple(
        Team(name, label, tuple(made[at::size]))
        for at, (name, label) in enumerate(labels.items())
    )


def in_turn(teams: Sequence[Team]) -> list[tuple[Team, Computer]]:
    """Every computer, as they were dealt out."""
    rows = zip_longest(*([(t, c) for c in t.computers] for t in teams))
    return [each for row in rows for each in row if each is not None]


def _local(name: str, otherwise: str, taken: set[str]) -> str:
    """A local part nobody has, of the ASCII letters and digits of a name."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in plain if c.isascii() and c.isalnum())[:LOCAL_MAX]
    if not kept or kept in RESERVED:
        kept = otherwise
    found, number = kept, 2
    while found in taken:
        found, number = f"{kept}{number}", number + 1
    taken.add(found)
    return found
