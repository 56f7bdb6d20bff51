"""Changes put into a tree of plain objects, arrays and scalars, and taken out again.

What the browser's reducer does, in Python: `after` forwards, `before` backwards,
nothing else.
"""

from typing import Any

from simulator.projections.shapes import Json
from simulator.projections.shapes.recorded import Change, Path


def snapshot(value: Any) -> Any:
    # Any: plain JSON of any form comes back in the same form
    """The value as it is now: the tree's own copy goes on changing."""
    kind = type(value)
    if kind is dict:
        return {key: snapshot(item) for key, item in value.items()}
    if kind is list:
        return [snapshot(item) for item in value]
    return value


def apply(root: dict[str, Json], change: Change) -> None:
    """Do one change."""
    path, before, after = change
    _put(root, path, before, after)


def undo(root: dict[str, Json], change: Change) -> None:
    """Take one change back; the last of several first."""
    path, before, after = change
    _put(root, path, after, before)


def _put(root: dict[str, Json], path: Path, old: Json, new: Json) -> None:
    """Set, put in or take out one value. What is put in is a copy."""
    # Any: a path leads through objects and arrays alike
    node: Any = root
    for key in path[:-1]:
        node = node[key]
    last = path[-1]
    if not isinstance(node, list):
        if new is None:
            node.pop(last, None)
        else:
            node[last] = snapshot(new)
        return
    assert isinstance(last, int)
    if new is None:
        del node[last]
    elif old is None:
        assert last <= len(node), "an array has no gaps"
        node.insert(last, snapshot(new))
    else:
        node[last] = snapshot(new)
