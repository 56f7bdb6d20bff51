"""Changes replay forwards and backwards to the same tree."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.projections.changes import apply, undo
from simulator.projections.shapes.recorded import Log, Node, placed, plain


class Counted(Node):
    """A part with a number."""

    n: int


class Sample(Node):
    """A model with a place for each kind of value."""

    a: int | None = None
    b: str | None = None
    c: Counted | None = None
    items: list[Counted] | None = None
    names: list[str] | None = None
    keyed: dict[str, int] | None = None


def model(**fields: Any) -> tuple[Sample, Log]:
    log = Log()
    return placed(Sample(**fields), log), log


VALUES = {
    "a": st.none() | st.integers(0, 3),
    "b": st.none() | st.text(max_size=2),
    "c": st.none() | st.builds(Counted, n=st.integers(0, 2)),
    "items": st.none() | st.lists(st.builds(Counted, n=st.integers(0, 2)), max_size=2),
    "names": st.none() | st.lists(st.text(max_size=1), max_size=2),
    "keyed": st.none() | st.dictionaries(st.sampled_from("xy"), st.integers(0, 2)),
}
WRITES = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), VALUES[name])
)


@given(st.lists(WRITES, max_size=20))
def test_changes_applied_and_undone_leave_nothing(writes: list[tuple[str, Any]]):
    written, log = model()
    for name, value in writes:
        setattr(written, name, value)
        if written.items:
            written.items[0].n += 1
            written.items.append(Counted(n=0))
            if len(written.items) > 2:
                del written.items[len(written.items) % 3]
                written.items[-1].n += 1
        if written.keyed is not None:
            written.keyed["z"] = len(written.keyed)
            del written.keyed["z"]
    changes = log.take()
    other: dict[str, Any] = {}
    trees = [copy.deepcopy(other)]
    for change in changes:
        apply(other, change)
        trees.append(copy.deepcopy(other))
    assert other == plain(written)
    for change in reversed(changes):
        assert trees.pop() == other
        undo(other, change)
    assert other == {}


def test_an_append_is_recorded_and_can_be_undone():
    written, log = model()
    written.items = []
    written.items.append(Counted(n=1))
    written.items.append(Counted(n=2))
    written.items[0].n = 9
    assert plain(written) == {"items": [{"n": 9}, {"n": 2}]}
    changes = log.take()
    assert changes[1] == (("items", 0), None, {"n": 1})
    tree: Any = plain(written)
    undo(tree, changes[3])
    undo(tree, changes[2])
    assert tree == {"items": [{"n": 1}]}


def test_a_change_keeps_what_was_written_not_what_it_became():
    written, log = model()
    written.c = Counted(n=1)
    written.c.n = 2
    first, second = log.take()
    assert first == (("c",), None, {"n": 1})
    assert second == (("c", "n"), 1, 2)


def test_setting_what_is_there_changes_nothing():
    written, log = model(names=["x"])
    written.names = ["x"]
    written.a = None
    assert log.take() == []


def test_an_item_taken_out_is_the_change_and_those_behind_it_move():
    written, log = model(items=[Counted(n=n) for n in range(4)])
    assert written.items is not None
    last = written.items[3]
    del written.items[1]
    last.n = 9
    written.items.append(Counted(n=5))
    assert log.take() == [
        (("items", 1), {"n": 1}, None),
        (("items", 2, "n"), 3, 9),
        (("items", 3), None, {"n": 5}),
    ]


def test_what_was_there_is_kept_as_it_was():
    written, log = model(items=[Counted(n=1), Counted(n=2)])
    assert written.items is not None
    written.items = [written.items[1]]
    written.items[0].n = 9
    replaced, counted = log.take()
    assert replaced == (("items",), [{"n": 1}, {"n": 2}], [{"n": 2}])
    assert counted == (("items", 0, "n"), 2, 9)


def test_a_field_that_is_not_there_cannot_be_written():
    written, _ = model()
    with pytest.raises(AttributeError):
        setattr(written, "nothing", 1)  # noqa: B010  mypy refuses it written plainly


def test_what_no_reducer_could_follow_is_refused():
    written, log = model(names=["x", "y"], keyed={"x": 1})
    with pytest.raises(TypeError):
        written.names.remove("x")
    with pytest.raises(TypeError):
        written.keyed.update(y=2)
    assert log.take() == []
    assert plain(written) == {"names": ["x", "y"], "keyed": {"x": 1}}


def test_a_part_without_a_place_is_written_and_not_recorded():
    free = Sample()
    free.items = [Counted(n=1)]
    free.items[0].n = 3
    assert plain(free) == {"items": [{"n": 3}]}
