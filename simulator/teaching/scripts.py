"""Acts as people write them in lesson files: `line = "EHLO pc-ana"`.

Which acts can be written so, and how, is said by their specifications
(`simulator.acts.ShortForm`).
"""

from collections.abc import Iterable

import msgspec

from simulator.acts import ACTS, Act, act_name, encode_act
from simulator.teaching.goals import Pattern


class ScriptedAct:
    """One act of a script. In a file, a table with exactly one key: the act's name,
    and its values; or the whole act, as scenarios write it. `after`, beside them: a
    pattern; the act is done in flight, at the first event since the act before that is
    so."""

    def __init__(self, act: Act, after: Pattern | None = None) -> None:
        self.act = act
        self.after = after

    @property
    def name(self) -> str:
        """Which act it is."""
        return act_name(self.act)


def decode_scripted(shape: type, written: object) -> object:
    """Hook of msgspec: a `ScriptedAct` from its table; a pattern's values stay as they
    are. Raises ValueError."""
    if shape is not ScriptedAct:
        return written
    if not isinstance(written, dict) or "after" not in written:
        return ScriptedAct(ACTS.from_table(written))
    table = {name: value for name, value in written.items() if name != "after"}
    return ScriptedAct(
        ACTS.from_table(table), msgspec.convert(written["after"], Pattern)
    )


def acts_of(script: Iterable[ScriptedAct]) -> list[Act]:
    """The acts of a script, in order. Let the lab settle after each."""
    return [scripted.act for scripted in script]


def to_table(act: Act) -> dict[str, object]:
    """The act as a lesson file has it, as short as it can be: the opposite of
    `ActRegistry.from_table`."""
    usual = {field.name: field.default for field in msgspec.structs.fields(type(act))}
    fields = {
        name: value
        for name, value in encode_act(act).items()
        if name != "act" and value != usual[name]
    }
    form, name = ACTS.spec_of(act).short, act_name(act)
    if form is None or not set(fields) <= {*form.fields, form.optional}:
        return {"act": name, **fields}
    if form.named:
        return {name: {each: getattr(act, each) for each in form.fields}}
    if not form.fields:
        return {name: fields.get(form.optional, True)}
    values = [getattr(act, each) for each in form.fields]
    return {name: values if len(values) > 1 else values[0]}
