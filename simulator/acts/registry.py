"""Every act there is, by name: what lab, lessons, scripts and browsers ask about acts.

A new act is a struct with its specification in one of the files beside this one. It
refuses what is not an act, with the place and the reason.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import cast

import msgspec

from simulator.acts.browsers import SPECS as AT_BROWSERS
from simulator.acts.cables import SPECS as ON_CABLES
from simulator.acts.lessons import SPECS as IN_LESSONS
from simulator.acts.machines import SPECS as ON_MACHINES
from simulator.acts.mail_clients import SPECS as AT_MAIL_CLIENTS
from simulator.acts.servers import SPECS as ON_SERVERS
from simulator.acts.short import AnySpec, fields_from_line, fields_from_value
from simulator.acts.spec import Act, ShortForm
from simulator.acts.terminals import SPECS as AT_TERMINALS
from simulator.acts.visits import SPECS as OF_VISITORS
from simulator.acts.zones import SPECS as ON_ZONES
from simulator.bounded_json import read_json


class ActRegistry:
    """The kinds of acts that a lab knows."""

    def __init__(self, specs: Iterable[AnySpec]) -> None:
        self._by_name = {spec.name: spec for spec in specs}
        self._by_struct = {spec.struct: spec for spec in self}
        # A union that only exists while running: mypy is told that it is acts.
        self._union = cast(type[Act], reduce(or_, self._by_struct))

    def __iter__(self) -> Iterator[AnySpec]:
        return iter(self._by_name.values())

    def plus(self, *specs: AnySpec) -> "ActRegistry":
        """Another registry, with these acts too."""
        return ActRegistry([*self, *specs])

    def spec_of(self, act: Act) -> AnySpec:
        """What is known of this kind of act. Raises KeyError for an act of another
        registry."""
        return self._by_struct[type(act)]

    def decode(self, data: object) -> Act:
        """The act a mapping such as `{"act": "line", "text": "NOOP"}` describes.

        Raises msgspec.ValidationError, whose text names the place.
        """
        return msgspec.convert(data, self._union)

    @property
    def short_names(self) -> tuple[str, ...]:
        """The acts that have a short form."""
        return tuple(spec.name for spec in self if spec.short is not None)

    def from_table(self, table: object) -> Act:
        """The act of a lesson: `{"line": "EHLO pc-ana"}`, or whole, as `decode` takes
        it. Raises ValueError."""
        if isinstance(table, dict) and "act" in table:
            return self._strict(table)
        if not isinstance(table, dict) or len(table) != 1:
            given = " and ".join(table) if isinstance(table, dict) else ""
            known = ", ".join(self.short_names)
            raise ValueError(f"exactly one of {known}: {given or 'none'} given")
        ((name, value),) = table.items()
        _, form = self._short(name)
        return self._strict({"act": name, **fields_from_value(form, value)})

    def from_line(self, line: str) -> Act:
        """The act of a script's line: `line EHLO x`, or JSON. Raises ValueError."""
        if line.startswith("{"):
            return self._strict(read_json(line))
        word, _, rest = line.partition(" ")
        spec, form = self._short(word.strip().replace("-", "_"))
        return self._strict({"act": spec.name, **fields_from_line(spec, form, rest)})

    def _short(self, name: str) -> tuple[AnySpec, ShortForm]:
        spec = self._by_name.get(name)
        if spec is None or spec.short is None:
            known = ", ".join(self.short_names)
            raise ValueError(f"`{name}` is no act; acts are {known}")
        return spec, spec.short

    def _strict(self, data: object) -> Act:
        """As `decode`; ValueError for whatever is wrong."""
        try:
            return self.decode(data)
        except msgspec.ValidationError as error:
            reason, _, place = str(error).partition(" - at `$.")
            field = f"{place.rstrip('`')}: " if place else ""
            raise ValueError(f"{field}{reason}") from None


ACTS = ActRegistry(
    [
        *ON_MACHINES,
        *AT_MAIL_CLIENTS,
        *AT_BROWSERS,
        *AT_TERMINALS,
        *ON_CABLES,
        *ON_SERVERS,
        *ON_ZONES,
        *IN_LESSONS,
        *OF_VISITORS,
    ]
)
