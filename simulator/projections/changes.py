"""A tree that remembers what each event changed, as `[path, before, after]`.

The browser applies `after` forwards and `before` backwards, nothing else; `None` is
absence. A last key equal to an array's length appends. It refuses to store `None`.
"""

from typing import Any

Path = tuple[str | int, ...]
Change = list[Any]


class Tree:
    """Objects, arrays and scalars; `changes` since last taken. `remembers` False: only
    the tree counts."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.remembers = True
        self._changes: list[Change] = []

    def get(self, *path: str | int) -> Any:
        """The value at `path`, or None."""
        node: Any = self.root
        for key in path:
            if isinstance(node, dict):
                node = node.get(key)
            elif isinstance(node, list) and isinstance(key, int):
                node = node[key] if key < len(node) else None
            else:
                return None
        return node

    def set(self, path: Path, value: Any) -> None:
        """Put `value` at `path` (None: remove it) and remember the change."""
        before = put(self.root, path, value)
        if self.remembers and before != value:
            self._changes.append([list(path), snapshot(before), snapshot(value)])

    def append(self, path: Path, value: Any) -> None:
        """Add to the array at `path`."""
        self.set((*path, len(self.get(*path) or ())), value)

    def add(self, path: Path, amount: int) -> None:
        """Add to the number at `path`."""
        if amount:
            self.set(path, (self.get(*path) or 0) + amount)

    def take(self) -> list[Change]:
        """The changes since the last call."""
        changes, self._changes = self._changes, []
        return changes


def snapshot(value: Any) -> Any:
    """The value as it is now: the tree's own copy goes on changing."""
    kind = type(value)
    if kind is dict:
        return {key: snapshot(item) for key, item in value.items()}
    if kind is list:
        return [snapshot(item) for item in value]
    return value


def whole(root: dict[str, Any]) -> list[Change]:
    """The changes that make `root` out of nothing."""
    return [[[key], None, snapshot(value)] for key, value in root.items()]


def put(root: dict[str, Any], path: Path, value: Any) -> Any:
    """Set, append or remove one value; the value that was there, or None."""
    node: Any = root
    for key in path[:-1]:
        node = node[key]
    last = path[-1]
    if isinstance(node, list):
        assert isinstance(last, int)
        if value is None:
            assert last == len(node) - 1, "only the last of an array can go"
            return node.pop()
        if last == len(node):
            node.append(value)
            return None
        before, node[last] = node[last], value
        return before
    if value is None:
        return node.pop(last, None)
    before = node.get(last)
    node[last] = value
    return before
