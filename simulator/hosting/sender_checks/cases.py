"""The cases of the SPF test suite, where set-up has fetched them.

They are the work of others, under a licence of their own, so they are never part of
Cartero's source: an installation has the file, or it has none.
"""

from pathlib import Path

from simulator.bounded_json import read_json
from simulator.projections.shapes.sender_checks import SpfCases

CASES_FILE = Path("third_party") / "spf_cases.json"
"""Within the folder of lessons."""


def load_cases(lessons: Path) -> SpfCases:
    """Those of the folder; none without the file. Raises ValueError for a wrong one."""
    path = lessons / CASES_FILE
    if not path.is_file():
        return SpfCases()
    return read_json(path.read_bytes(), SpfCases)
