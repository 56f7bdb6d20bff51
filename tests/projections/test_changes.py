"""Changes replay forwards and backwards to the same tree."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.projections.changes import Tree, put

VALUES = st.one_of(
    st.none(),
    st.integers(0, 3),
    st.text(max_size=2),
    st.lists(st.integers(0, 2), max_size=2),
    st.fixed_dictionaries({"n": st.integers(0, 2)}),
)


@given(st.lists(st.tuples(st.sampled_from("abc"), VALUES), max_size=20))
def test_forwards_then_backwards_is_nothing(steps: list[tuple[str, Any]]):
    tree = Tree()
    for key, value in steps:
        tree.set((key,), value)
    changes = tree.take()
    other: dict[str, Any] = {}
    trees = [copy.deepcopy(other)]
    for path, _, after in changes:
        put(other, tuple(path), copy.deepcopy(after))
        trees.append(copy.deepcopy(other))
    assert other == tree.root
    for path, before, _ in reversed(changes):
        assert trees.pop() == other
        put(other, tuple(path), before)
    assert other == {}


def test_append_and_its_undoing():
    tree = Tree()
    tree.set(("list",), [])
    tree.append(("list",), {"n": 1})
    tree.append(("list",), {"n": 2})
    tree.set(("list", 0, "n"), 9)
    assert tree.root == {"list": [{"n": 9}, {"n": 2}]}
    changes = tree.take()
    assert changes[1] == [["list", 0], None, {"n": 1}]
    put(tree.root, ("list", 0, "n"), 1)
    put(tree.root, ("list", 1), None)
    assert tree.root == {"list": [{"n": 1}]}


def test_a_change_keeps_what_was_written_not_what_it_became():
    tree = Tree()
    tree.set(("conn",), {"open": True})
    tree.set(("conn", "open"), False)
    first, second = tree.take()
    assert first == [["conn"], None, {"open": True}]
    assert second == [["conn", "open"], True, False]


def test_setting_what_is_there_changes_nothing():
    tree = Tree()
    tree.set(("a",), [1])
    tree.take()
    tree.set(("a",), [1])
    assert tree.take() == []


def test_what_was_there_is_kept_as_it_was():
    tree = Tree()
    tree.set(("list",), [{"n": 1}, {"n": 2}])
    tree.set(("list",), [tree.root["list"][1]])
    tree.set(("list", 0, "n"), 9)
    assert tree.take()[1][1] == [{"n": 1}, {"n": 2}]
