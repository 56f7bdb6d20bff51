"""Writes the golden files: run `python -m tests.golden.make` after a meant change.

`NAME.jsonl` is the journal. Of the runs kept whole there is what it folds into
(`NAME.model.json`) and its transcripts (`NAME.<language>.txt`); of the others a summary
(`NAME.summary.json`). `python -m tests.golden.explain NAME` tells first what is
different, and why it may be meant is for you to say.
"""

from pathlib import Path

from simulator.journal import to_jsonl
from simulator.lab import Lab
from tests.golden.folding import WHOLE, as_json, folded, summary, told
from tests.golden.runs import RUNS
from tests.worlds import LANGUAGES

HERE = Path(__file__).parent


def files(name: str, lab: Lab) -> dict[str, bytes]:
    """File name to contents, for one run."""
    made = {f"{name}.jsonl": to_jsonl(lab.journal)}
    if name not in WHOLE:
        return made | {f"{name}.summary.json": as_json(summary(lab)).encode()}
    made[f"{name}.model.json"] = as_json(folded(lab)).encode()
    for language in LANGUAGES:
        made[f"{name}.{language}.txt"] = told(lab, language).encode()
    return made


def main() -> None:
    """Write them all."""
    for name, run in RUNS.items():
        for file, contents in files(name, run()).items():
            (HERE / file).write_bytes(contents)


if __name__ == "__main__":
    main()
