"""The lesson in the teachers' guide is a real one: it passes every check."""

import re

from simulator.acts import ACTS
from simulator.agents.config import MessageConfig, MuaConfig, ServerConfig
from simulator.teaching import check_folder
from simulator.teaching.goals import Goal
from simulator.teaching.patterns import COMPARE
from simulator.teaching.playing import SHIPPED

LOADED = "notices"
"""A field that no file writes: the loader fills it from the catalogue."""

GUIDE = (SHIPPED / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def test_the_lesson_of_the_guide_has_no_problem(tmp_path):
    folder = tmp_path / "saludar"
    folder.mkdir()
    (toml,) = blocks("toml")
    spanish, english = blocks("markdown")
    (folder / "lesson.toml").write_text(toml, encoding="utf-8")
    (folder / "es.md").write_text(spanish, encoding="utf-8")
    (folder / "en.md").write_text(english, encoding="utf-8")
    assert check_folder(tmp_path) == []


def test_the_guide_names_everything_in_both_languages():
    names = [*Goal.__struct_encode_fields__, *ACTS.short_names]
    names += [*MuaConfig.__struct_fields__, *ServerConfig.__struct_fields__]
    names += list(MessageConfig.__struct_encode_fields__)
    names += [op for op in COMPARE if op.isalpha()]
    spanish, english = GUIDE.split("\n## English\n")
    for text in (spanish, english):
        for name in set(names) - {"id", LOADED}:
            assert re.search(rf"\b{name}\b", text), name
