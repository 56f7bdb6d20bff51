"""Imports modules out of one file that holds them all, compiled.

A page would else write, look for and open a thousand small files before anything runs.
Packages with a part in machine code stay files. It is the only module of the build that
runs in the page.
"""

import marshal
import sys
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


def install(pack: bytes, places: Mapping[str, tuple[int, int]]) -> None:
    """From now on its modules are found, before any file is looked for."""
    sys.meta_path.insert(0, PackedModules(pack, places))
