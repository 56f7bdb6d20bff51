"""Changes put into a tree of plain objects, arrays and scalars, and taken out again.

What the browser's reducer does, in Python: `after` forwards, `before` backwards,
nothing else.
"""

from typing import Any

from simulator.projections.shapes import Json
from simulator.projections.shapes.recorded import Path


def snapshot(value: Any) -> Any:
    # Any: plain JSON of any form comes back in the same form
    """The value as it is now: the tree's own copy goes on changing."""
    kind = type(value)
    if kind is dict:
        return {key: snapshot(item) for key, item in value.items()}
    if kind is list:
        return [snapshot(item) for item in value]
    return value


def put(root: dict[str, Json], path: Path, value: Json) -> None:
    """Set, append or remove (None) one value."""
    # Any: a path leads through objects and arrays alike
    node: Any = root
    for key in path[:-1]:
        node = node[key]
    last = path[-1]
    if not isinstance(node, list):
        if value is None:
            node.pop(last, None)
        else:
            node[last] = value
        return
    assert isinstance(last, int)
    if value is None:
        assert last == len(node) - 1, "only the last of an array can go"
        node.pop()
    elif last == len(node):
        node.append(value)
    else:
        node[last] = value
