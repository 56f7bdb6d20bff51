"""Imports modules out of one file that holds them all, compiled.

A page would else write, look for and open a thousand small files before anything runs.
Packages with a part in machine code stay files. What a module imports for its functions
alone is imported when one of them asks for it (`compiling.py`), or by and by. It is the
only module of the build that runs in the page.
"""

import builtins
import marshal
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType

HEAD = 16
"""Octets before the code in a compiled module."""

ENDS = ("/__init__.pyc", ".pyc")


class PackedModules(Loader):
    """A finder and loader. `places`: file to where it begins and ends in `pack`."""

    def __init__(self, pack: bytes, places: Mapping[str, tuple[int, int]]) -> None:
        self._pack = memoryview(pack)
        self._places = places

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: object = None
    ) -> ModuleSpec | None:
        """As importlib asks."""
        stem = name.replace(".", "/")
        for package, end in zip((True, False), ENDS, strict=True):
            file = stem + end
            if file in self._places:
                origin = f"/app/{file}"
                spec = ModuleSpec(name, self, origin=origin, is_package=package)
                spec.has_location = True
                return spec
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary one."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its code."""
        spec = module.__spec__
        assert spec is not None and spec.origin is not None
        begin, end = self._places[spec.origin.removeprefix("/app/")]
        exec(marshal.loads(self._pack[begin + HEAD : end]), module.__dict__)


class Names(dict[str, object]):
    """Builtins of a module, and what it imports only when somebody uses it: where its
    globals have no such name, Python looks here. `later`: name to the modules it needs,
    and what it is called in the last of them ("": the name is that of a package)."""

    def __init__(
        self,
        module: dict[str, object],
        later: dict[str, tuple[tuple[str, ...], str]],
    ) -> None:
        super().__init__(vars(builtins))
        self._module = module
        self.later = later

    def __missing__(self, name: str) -> object:
        if name in self.later:
            return self._brought(name)
        raise KeyError(name)

    def attribute(self, name: str) -> object:
        """As a module answers for what it has not. Raises AttributeError."""
        if name in self.later:
            return self._brought(name)
        raise AttributeError(name)

    def _brought(self, name: str) -> object:
        """Asked for it meanwhile, the module has it not: then the name is of a module,
        or modules import each other in a circle."""
        modules, attribute = self.later.pop(name)
        for each in modules:
            found = __import__(each, fromlist=(attribute,) if attribute else ())
        value = getattr(found, attribute) if attribute else found
        self._module[name] = value
        return value


def install(pack: bytes, places: Mapping[str, tuple[int, int]]) -> None:
    """From now on its modules are found, before any file is looked for."""
    sys.meta_path.insert(0, PackedModules(pack, places))


def waiting(places: Mapping[str, tuple[int, int]], folder: str) -> list[str]:
    """The modules below a folder that nobody has imported yet."""
    files = [name for name in places if name.startswith(folder)]
    stems = (next(f.removesuffix(e) for e in ENDS if f.endswith(e)) for f in files)
    names = (stem.replace("/", ".") for stem in stems)
    return [name for name in names if name not in sys.modules]


def bring_some(names: list[str], seconds: float) -> bool:
    """Import some of them, as long as it takes; whether there are more."""
    end = time.monotonic() + seconds
    while names and time.monotonic() < end:
        __import__(names.pop())
    return bool(names)
