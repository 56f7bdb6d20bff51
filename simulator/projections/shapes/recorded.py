"""The model's parts write down what is done to them, as `(path, before, after)`.

A fold writes `model.conns[name].state = "MAIL"`: mypy knows what there is to write, and
the change is recorded for whoever shows the model. None is absence. An array grows at
its end, or it or one of its items is replaced, because that is all a reducer has to
know; every other way to change one is refused.
"""

from typing import Any, ClassVar, SupportsIndex, TypeVar, cast, dataclass_transform

import msgspec

from simulator.projections.shapes.base import Json, written

T = TypeVar("T")

Path = tuple[str | int, ...]

Change = tuple[Path, Json, Json]
"""`[path, before, after]`: `null` is absence; a last key equal to an array's length
appends. The reducer applies `after` forwards and `before` backwards, nothing else."""

_PLAIN = frozenset({str, int, bool, float, type(None)})
_set = msgspec.Struct.__setattr__


class Log:
    """The changes since last taken."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def note(self, path: Path, before: object, after: object) -> None:
        """Write one change down, as the values are now."""
        self._changes.append((path, plain(before), plain(after)))

    def take(self) -> list[Change]:
        """The changes since the last call."""
        changes, self._changes = self._changes, []
        return changes


@dataclass_transform(kw_only_default=True)
class Node(msgspec.Struct, kw_only=True, omit_defaults=True, rename=written, dict=True):
    """A part of the model: the one kind of shape that is not frozen. A field with the
    default None is absent while None. `place`: where its changes are written, and its
    path in the model; None: nobody wants them."""

    place: ClassVar[tuple[Log, Path] | None] = None

    def __init_subclass__(cls) -> None:
        # not written as a method: mypy would take it for leave to set any attribute
        type.__setattr__(cls, "__setattr__", _write)


def _write(node: Node, name: str, value: object) -> None:
    if node.place is None:
        _set(node, name, value)
        return
    before = getattr(node, name)
    if before == value:
        return
    log, path = node.place
    path = (*path, written(name))
    log.note(path, before, value)
    _set(node, name, placed(value, log, path))


class _Array(list[T]):
    __slots__ = ("place",)
    place: tuple[Log, Path]

    def append(self, item: T) -> None:
        log, path = self.place
        path = (*path, len(self))
        log.note(path, None, item)
        super().append(placed(item, log, path))

    def __setitem__(self, at: SupportsIndex | slice, item: Any) -> None:
        # Any: as in `list`, where an index takes an item and a slice takes several
        assert isinstance(at, int)
        log, path = self.place
        path = (*path, at)
        log.note(path, self[at], item)
        super().__setitem__(at, placed(item, log, path))

    def _refuse(self, *_: object) -> None:
        raise TypeError("an array of the model grows at its end, or is replaced")


class _Object(dict[str, T]):
    __slots__ = ("place",)
    place: tuple[Log, Path]

    def __setitem__(self, key: str, value: T) -> None:
        before = self.get(key)
        if before == value:
            return
        log, path = self.place
        path = (*path, key)
        log.note(path, before, value)
        super().__setitem__(key, placed(value, log, path))

    def __delitem__(self, key: str) -> None:
        log, path = self.place
        log.note((*path, key), self[key], None)
        super().__delitem__(key)

    def _refuse(self, *_: object) -> None:
        raise TypeError("an object of the model is changed key by key")


for _name in ("clear", "extend", "insert", "pop", "remove", "reverse", "sort"):
    setattr(_Array, _name, _Array._refuse)
for _name in ("__delitem__", "__iadd__"):
    setattr(_Array, _name, _Array._refuse)
for _name in ("clear", "pop", "popitem", "setdefault", "update", "__ior__"):
    setattr(_Object, _name, _Object._refuse)


def placed(value: T, log: Log, path: Path) -> T:
    """`value` as it stands in a model at `path`: what is done to it from now on is
    written to `log`."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Node):
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if type(part) not in _PLAIN:
                _set(value, name, placed(part, log, (*path, written(name))))
        _set(value, "place", (log, path))
    elif isinstance(value, list):
        array = _Array(value)
        for at, item in enumerate(value):
            if isinstance(item, _WITH_PLACE):
                list.__setitem__(array, at, placed(item, log, (*path, at)))
        array.place = (log, path)
        return cast(T, array)
    elif isinstance(value, dict):
        keyed = _Object(value)
        for key, item in value.items():
            if isinstance(item, _WITH_PLACE):
                dict.__setitem__(keyed, key, placed(item, log, (*path, key)))
        keyed.place = (log, path)
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
