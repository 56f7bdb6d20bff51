"""The model's parts write down what is done to them, as `(path, before, after)`.

A fold writes `model.conns[name].state = "MAIL"`: mypy knows what there is to write, and
the change is recorded for whoever shows the model. None is absence. An array grows at
its end, loses an item anywhere, or it or one of its items is replaced: that is all a
reducer has to know, and no such change says more than the item. Every other way to
change one is refused.
"""

from bisect import bisect_left
from typing import Any, ClassVar, SupportsIndex, TypeVar, cast, dataclass_transform

import msgspec

from simulator.projections.shapes.base import Json, written

T = TypeVar("T")

Path = tuple[str | int, ...]

Change = tuple[Path, Json, Json]
"""`[path, before, after]`: `null` is absence. In an array an item that was absent is
put in at its index (at the length: appended), and one that becomes absent is taken out;
the items behind it move. The reducer applies `after` forwards and `before` backwards,
nothing else."""

_PLAIN = frozenset({str, int, bool, float, type(None)})
_set = msgspec.Struct.__setattr__


class Log:
    """The changes since last taken."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def note(self, path: Path, before: object, after: object) -> None:
        """Write one change down, as the values are now."""
        if type(before) not in _PLAIN:
            before = plain(before)
        if type(after) not in _PLAIN:
            after = plain(after)
        self._changes.append((path, before, after))

    def take(self) -> list[Change]:
        """The changes since the last call."""
        changes, self._changes = self._changes, []
        return changes


class Place:
    """Where a part stands in a model: under `key` of the part `above`. An item of an
    `array` moves when one before it goes, so its key is the number with which it came;
    `fixed`: the path of a part that stands in no array."""

    __slots__ = ("above", "array", "fixed", "key", "log")

    def __init__(
        self,
        log: Log,
        above: "Place | None",
        key: str | int,
        array: "_Array[Any] | None" = None,
    ) -> None:
        self.log = log
        self.above = above
        self.key = key
        self.array = array
        self.fixed: Path | None = None
        if above is None:
            self.fixed = ()
        elif array is None and above.fixed is not None:
            self.fixed = (*above.fixed, key)

    @property
    def path(self) -> Path:
        """As it is now."""
        if self.fixed is not None:
            return self.fixed
        assert self.above is not None
        key = self.key if self.array is None else self.array.index_of(int(self.key))
        return (*self.above.path, key)


@dataclass_transform(kw_only_default=True)
class Node(msgspec.Struct, kw_only=True, omit_defaults=True, rename=written, dict=True):
    """A part of the model: the one kind of shape that is not frozen. A field with the
    default None is absent while None. `place`: where it stands in the model, and where
    its changes are written; None: nobody wants them."""

    place: ClassVar[Place | None] = None

    def __init_subclass__(cls) -> None:
        # not written as a method: mypy would take it for leave to set any attribute
        type.__setattr__(cls, "__setattr__", _write)


def _write(node: Node, name: str, value: object) -> None:
    place = node.place
    if place is None:
        _set(node, name, value)
        return
    before = getattr(node, name)
    if before == value:
        return
    key = written(name)
    path = place.path if place.fixed is None else place.fixed
    place.log.note((*path, key), before, value)
    if type(value) not in _PLAIN:
        value = _put(value, place, key)
    _set(node, name, value)


class _Array(list[T]):
    """`numbers`: those of the items, ascending; None while nothing was taken out, and
    the number of an item is its index."""

    __slots__ = ("numbers", "place")
    numbers: list[int] | None
    place: Place

    def index_of(self, number: int) -> int:
        """Where the item with that number is now."""
        if self.numbers is None:
            return number
        at = bisect_left(self.numbers, number)
        assert self.numbers[at] == number, "written after it was taken out"
        return at

    def append(self, item: T) -> None:
        numbers, place = self.numbers, self.place
        place.log.note((*place.path, len(self)), None, item)
        if numbers is None:
            number = len(self)
        else:
            number = numbers[-1] + 1
            numbers.append(number)
        super().append(_put(item, place, number, self))

    def __setitem__(self, at: SupportsIndex | slice, item: Any) -> None:
        # Any: as in `list`, where an index takes an item and a slice takes several
        assert isinstance(at, int)
        place = self.place
        place.log.note((*place.path, at), self[at], item)
        number = at if self.numbers is None else self.numbers[at]
        super().__setitem__(at, _put(item, place, number, self))

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        assert isinstance(at, int)
        assert 0 <= at < len(self)
        place = self.place
        place.log.note((*place.path, at), self[at], None)
        if self.numbers is None:
            self.numbers = list(range(len(self)))
        del self.numbers[at]
        super().__delitem__(at)
        if not self.numbers:
            self.numbers = None

    def _refuse(self, *_: object) -> None:
        raise TypeError("an array of the model grows at its end, or loses an item")


class _Object(dict[str, T]):
    __slots__ = ("place",)
    place: Place

    def __setitem__(self, key: str, value: T) -> None:
        before = self.get(key)
        if before == value:
            return
        place = self.place
        place.log.note((*place.path, key), before, value)
        super().__setitem__(key, _put(value, place, key))

    def __delitem__(self, key: str) -> None:
        place = self.place
        place.log.note((*place.path, key), self[key], None)
        super().__delitem__(key)

    def _refuse(self, *_: object) -> None:
        raise TypeError("an object of the model is changed key by key")


for _name in ("clear", "extend", "insert", "pop", "remove", "reverse", "sort"):
    setattr(_Array, _name, _Array._refuse)
_Array.__iadd__ = _Array._refuse  # type: ignore[method-assign, assignment]
for _name in ("clear", "pop", "popitem", "setdefault", "update", "__ior__"):
    setattr(_Object, _name, _Object._refuse)


def placed(model: T, log: Log) -> T:
    """`model`, and all its parts, as the root of a tree: what is done to it from now on
    is written to `log`."""
    return _stand(model, Place(log, None, ""))


def _put(
    value: T, above: Place, key: str | int, array: "_Array[Any] | None" = None
) -> T:
    """`value` as it stands under `key` of the part `above`."""
    if not isinstance(value, _WITH_PLACE):
        return value
    return _stand(value, Place(above.log, above, key, array))


def _stand(value: T, place: Place) -> T:
    if isinstance(value, Node):
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if isinstance(part, _WITH_PLACE):
                _set(value, name, _put(part, place, written(name)))
        _set(value, "place", place)
    elif isinstance(value, list):
        array = _Array(value)
        array.numbers = None
        array.place = place
        for at, item in enumerate(value):
            if isinstance(item, _WITH_PLACE):
                list.__setitem__(array, at, _put(item, place, at, array))
        return cast(T, array)
    elif isinstance(value, dict):
        keyed = _Object(value)
        keyed.place = place
        for key, item in value.items():
            if isinstance(item, _WITH_PLACE):
                dict.__setitem__(keyed, key, _put(item, place, key))
        return cast(T, keyed)
    return value


_WITH_PLACE = (Node, list, dict)


def plain(value: object) -> Json:
    """`value` as JSON has it, and nobody else's."""
    return value if type(value) in _PLAIN else msgspec.to_builtins(value)


def whole(model: Node) -> list[Change]:
    """The changes that make `model` out of nothing."""
    written_down = cast(dict[str, Json], plain(model))
    return [((key,), None, value) for key, value in written_down.items()]
