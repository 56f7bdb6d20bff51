"""`make contract`: the browser's types and the contract's page, from the Python types.

Reads `simulator/projections/shapes/` and `simulator/hosting/requests.py`: every struct
with its docstring, every field with the string after it. Writes
`static/src/types.d.ts` and `simulator/CONTRACT.md`. A test fails while one of them
differs from what would be written.
"""

import ast
import inspect
import textwrap
import typing
from collections.abc import Iterator
from types import GenericAlias, ModuleType, NoneType, UnionType

import msgspec

from simulator.classroom import requests as class_requests
from simulator.hosting import requests
from simulator.journal import Fact
from simulator.journal.facts import AnyFact
from simulator.projections import catalogue
from simulator.projections.shapes import (
    authoring,
    class_work,
    classroom,
    comparison,
    drills,
    events,
    exams,
    glossary,
    hosts,
    lessons,
    letters,
    messages,
    model,
    mysteries,
    own_letter,
    pages,
    seats,
    sender_checks,
)
from simulator.projections.shapes.class_tasks import blackouts, braids, internet
from tools.run import ROOT

MODULES = (
    events,
    hosts,
    model,
    letters,
    lessons,
    comparison,
    seats,
    mysteries,
    exams,
    drills,
    authoring,
    sender_checks,
    glossary,
    own_letter,
    pages,
    requests,
    class_requests,
    blackouts,
    internet,
    classroom,
    class_work,
    braids,
    messages,
)
TYPES = ROOT / "static/src/types.d.ts"
PAGE = ROOT / "simulator/CONTRACT.md"
LINE_MAX = 98

PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", object: "any"}

TOP_OF_TYPES = """\
/**
 * What the server sends and hears: `simulator/projections/shapes/` and
 * `simulator/hosting/requests.py`, by `make contract`.
 */

/** Its fields by kind: `simulator/journal/facts.py`. */
export interface Fact { kind: string; [field: string]: any }
"""
TOP_OF_PAGE = """\
# What is served to the browser

`make contract` writes this from `simulator/projections/shapes/` and
`simulator/hosting/requests.py`. A field with `?` may be missing.
`static/src/types.d.ts` says the same to the browser.
"""


class Field(typing.NamedTuple):
    """One field as JSON has it."""

    name: str
    type: str
    about: str

    def typescript(self) -> str:
        """Its line in an interface, and what it means above."""
        return f"{_comment(self.about, '  ')}  {self.name}: {self.type};\n"

    def row(self) -> str:
        """Its row in a table."""
        written = self.type.replace("|", "\\|")
        return f"| `{self.name}` | `{written}` | {_one_line(self.about)} |\n"


class Interface(typing.NamedTuple):
    """One struct. `base`: the shape it extends, or ""."""

    name: str
    base: str
    about: str
    fields: tuple[Field, ...]

    def typescript(self) -> str:
        """As `types.d.ts` has it."""
        extends = f" extends {self.base}" if self.base else ""
        fields = "".join(field.typescript() for field in self.fields)
        about = _comment(self.about, "")
        return f"{about}export interface {self.name}{extends} {{\n{fields}}}\n"

    def section(self) -> str:
        """As `CONTRACT.md` has it."""
        base = f": `{self.base}`, and" if self.base else ""
        rows = "".join(field.row() for field in self.fields)
        table = f"| field | type | |\n|---|---|---|\n{rows}"
        return f"### {self.name}{base}\n\n{self.about}\n\n{table}"


class Alias(typing.NamedTuple):
    """A name for a type that is no struct."""

    name: str
    type: str
    about: str

    def typescript(self) -> str:
        """As `types.d.ts` has it."""
        return f"{_comment(self.about, '')}export type {self.name} = {self.type};\n"

    def section(self) -> str:
        """As `CONTRACT.md` has it."""
        about = f"\n{self.about}\n" if self.about else ""
        return f"### {self.name}\n\n`{self.type}`\n{about}"


Definition = Interface | Alias


class Contract:
    """All definitions, in the order of `MODULES`; `sections`: module to its own."""

    def __init__(self) -> None:
        self._aliases: dict[object, str] = {}
        self._known: set[str] = set()
        modules = (catalogue, *MODULES)
        self.sections = [(_about(each), [*self._defined(each)]) for each in modules]

    def _defined(self, module: ModuleType) -> Iterator[Definition]:
        if module is catalogue:
            yield self.interface(catalogue.Text)
            return
        told = _strings_after(ast.parse(inspect.getsource(module)).body)
        for name, value in vars(module).items():
            if name.startswith("_") or name in self._known:
                continue
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                if value.__module__ == module.__name__:
                    yield self.interface(value)
            elif _is_alias(value) and value != AnyFact:
                self._known.add(name)
                yield Alias(name, self.written(value), told.get(name, ""))
                self._aliases[value] = name

    def interface(self, shape: type[msgspec.Struct]) -> Interface:
        """How `shape` is told. Raises TypeError for a type JSON does not have."""
        (base,) = shape.__bases__
        own = base.__module__ != shape.__module__
        source = ast.parse(textwrap.dedent(inspect.getsource(shape))).body[0]
        assert isinstance(source, ast.ClassDef)
        told = _strings_after(source.body)
        fields = tuple(
            self._field(field, told.get(field.name, ""))
            for field in msgspec.structs.fields(shape)
            if own or field.name in shape.__annotations__
        )
        extends = "" if own else base.__name__
        return Interface(shape.__name__, extends, _about(shape), fields)

    def _field(self, field: msgspec.structs.FieldInfo, about: str) -> Field:
        optional = not field.required
        written = self.written(field.type)
        if optional:
            written = written.removesuffix(" | null")
        return Field(field.encode_name + "?" * optional, written, about)

    def written(self, hint: object) -> str:
        """A Python type as TypeScript writes it. Raises TypeError: nobody said how."""
        if isinstance(hint, type) and hint in PLAIN:
            return PLAIN[hint]
        if hint in self._aliases:
            return self._aliases[hint]
        if hint == AnyFact:
            return Fact.__name__
        if hint in (None, NoneType):
            return "null"
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return hint.__name__
        return self._generic(typing.get_origin(hint), typing.get_args(hint))

    def _generic(self, origin: object, inside: tuple[object, ...]) -> str:
        if origin is typing.Literal:
            return " | ".join(f"'{value}'" for value in inside)
        if origin is typing.Annotated:
            return self.written(inside[0])
        if origin in (typing.Union, UnionType):
            return " | ".join(self.written(each) for each in inside)
        if origin is dict:
            return f"Record<{self.written(inside[0])}, {self.written(inside[1])}>"
        if origin is list or (origin is tuple and inside[-1] is Ellipsis):
            each = self.written(inside[0])
            return f"({each})[]" if " | " in each else f"{each}[]"
        if origin is tuple:
            return f"[{', '.join(self.written(each) for each in inside)}]"
        raise TypeError(f"how is {origin} of {inside} written in TypeScript?")


def types(contract: Contract) -> str:
    """`static/src/types.d.ts`."""
    told = (each.typescript() for _, found in contract.sections for each in found)
    return "\n".join((TOP_OF_TYPES, *told))


def page(contract: Contract) -> str:
    """`simulator/CONTRACT.md`."""
    out = [TOP_OF_PAGE]
    for about, definitions in contract.sections:
        title, _, rest = about.partition("\n\n")
        out.append(f"## {_one_line(title).removesuffix('.')}\n")
        out.append(f"{rest}\n" if rest else "")
        out += [each.section() for each in definitions]
    return "\n".join(text for text in out if text)


def _is_alias(value: object) -> bool:
    return isinstance(value, GenericAlias | UnionType) or (
        typing.get_origin(value) is typing.Literal
    )


def _about(thing: type | ModuleType) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _strings_after(body: list[ast.stmt]) -> dict[str, str]:
    """Name to the string that stands right after its definition."""
    told = {}
    for definition, after in zip(body, body[1:], strict=False):
        match definition, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name))
                | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                told[name] = inspect.cleandoc(text)
    return told


def _comment(text: str, indent: str) -> str:
    """`text` as a comment of TypeScript; "" for none."""
    if not text:
        return ""
    words = _one_line(text)
    if len(indent + words) + 7 <= LINE_MAX:
        return f"{indent}/** {words} */\n"
    lines = textwrap.wrap(words, LINE_MAX - len(indent) - 3)
    return "".join(
        [
            f"{indent}/**\n",
            *(f"{indent} * {line}\n" for line in lines),
            f"{indent} */\n",
        ]
    )


def main() -> None:
    """Write both files."""
    contract = Contract()
    TYPES.write_text(types(contract), encoding="utf-8")
    PAGE.write_text(page(contract), encoding="utf-8")


if __name__ == "__main__":
    main()
