"""Cookies stay good after a restart, and only who runs the server reads the secret."""

import stat
from pathlib import Path

import pytest

import app
from simulator.web import kept_secret


def test_the_first_secret_is_kept_for_its_owner_alone(tmp_path: Path):
    folder = tmp_path / "data"
    assert kept_secret(folder, "first") == "first"
    assert kept_secret(folder, "second") == "first"
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_one_that_was_half_written_is_made_anew(tmp_path: Path):
    (tmp_path / "secreto").write_text("")
    (tmp_path / "secreto.new").write_text("hal")
    assert kept_secret(tmp_path, "whole") == "whole"
    assert kept_secret(tmp_path, "other") == "whole"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("", "sqlite:////d/archivo.sqlite"),
        ("no", ""),
        ("/x/a.sqlite", "sqlite:////x/a.sqlite"),
        ("postgresql+psycopg://u@h/db", "postgresql+psycopg://u@h/db"),
    ],
)
def test_where_labs_are_kept_is_a_setting(said: str, url: str):
    environ = {"CARTERO_DATA": "/d", "CARTERO_ARCHIVE": said}
    assert app.config_from(environ, []).archive == url


def test_a_database_that_cannot_be_used_is_said_at_the_start():
    config = app.config_from({"CARTERO_ARCHIVE": "nothing://x"}, [])
    with pytest.raises(app.StartRefused, match="CARTERO_ARCHIVE"):
        app.create_app(config)
