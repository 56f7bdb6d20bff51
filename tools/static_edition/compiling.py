"""How our modules and those of others are compiled for the page: without what nobody
reads when they run, and with what they import put off until somebody uses it.

It runs in Pyodide when the static edition is built (`inside.py`).
"""

import ast
import importlib.util
import marshal
import struct
from collections.abc import Iterable, Iterator
from types import CodeType

Later = dict[str, tuple[tuple[str, ...], str]]
"""A name to the modules that it needs, and what it is called in the last; "": the name
is that of a package."""

OURS = "/app/simulator/"

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

PUT_OFF = """
import packed_modules
__builtins__ = packed_modules.Names(globals(), {later!r})
__getattr__ = __builtins__.attribute
"""


class WithoutHints(ast.NodeTransformer):
    """Leaves out annotations that nobody reads when it runs: all but those of fields,
    which stand in classes."""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        for each in node.body:
            if not isinstance(each, ast.AnnAssign):
                self.visit(each)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        assign = ast.Assign([node.target], node.value)
        return ast.fix_missing_locations(ast.copy_location(assign, node))


def at_once(node: ast.AST) -> Iterator[str]:
    """Names that are read or written when the module is: all but those that stand in
    the bodies of functions."""
    if isinstance(node, ast.Name):
        yield node.id
    if isinstance(node, ast.Global):
        yield from node.names
    outside: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, FUNCTIONS):
        outside = (*getattr(node, "decorator_list", ()), node.args)
        inside = ast.walk(node)
        yield from (n for g in inside if isinstance(g, ast.Global) for n in g.names)
    for child in outside:
        yield from at_once(child)


def put_off(tree: ast.Module) -> ast.Module:
    """The same, whose imports wait until a function uses what they bring; as `lazy
    import` will do from Python 3.15 on (PEP 810)."""
    needed = {name for node in tree.body for name in at_once(node)}
    later: Later = {}
    body = []
    for node in tree.body:
        found = dict(brought(node))
        if not found or found.keys() & needed:
            body.append(node)
            continue
        for name, (modules, attribute) in found.items():
            before = later.get(name, ((), ""))[0]
            later[name] = ((*before, *modules), attribute)
    if later:
        body[_head(body) : _head(body)] = ast.parse(PUT_OFF.format(later=later)).body
    return ast.Module(body, [])


def brought(node: ast.stmt) -> Iterator[tuple[str, tuple[tuple[str, ...], str]]]:
    """What an import at the top of a module brings that can wait. What is called as the
    module it is in cannot: in a package, that module itself would be in its place."""
    if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
        names = [alias.name for alias in node.names]
        if node.module.rpartition(".")[2] not in names:
            for alias in node.names:
                yield alias.asname or alias.name, ((node.module,), alias.name)
    elif isinstance(node, ast.Import) and not any(each.asname for each in node.names):
        for alias in node.names:
            yield alias.name.partition(".")[0], ((alias.name,), "")


def _head(body: list[ast.stmt]) -> int:
    """How many statements must stay first: those of `__future__`."""
    future = [isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in body]
    return future.index(True) + 1 if any(future) else 0


def bare(code: CodeType) -> CodeType:
    """The same code, which no longer knows the lines of its source."""
    inner = (bare(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_consts=tuple(inner), co_linetable=b"")


def compiled(source: bytes, name: str) -> bytes:
    """As a .pyc that is never compared with a source. In ours imports wait."""
    tree = ast.parse(source)
    if name.startswith("/app/"):
        tree = WithoutHints().visit(tree)
    if name.startswith(OURS):
        tree = put_off(tree)
    code = compile(tree, name, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", 1)
    return head + importlib.util.source_hash(source) + marshal.dumps(bare(code))
