"""The composition root: environment, refusals at start, and a real server process."""

import os
import subprocess
import sys
import urllib.request

import click
import pytest

from app import StartRefused, config_from, create_app, with_secret
from tests.web.rig import ROOT


def test_the_defaults_are_for_this_machine_only():
    config = config_from({}, [])
    assert (config.host, config.port, config.lan_address) == ("127.0.0.1", 5000, "")


@pytest.mark.parametrize(
    ("environ", "arguments"), [({}, ["--class"]), ({"CARTERO_CLASS": "1"}, [])]
)
def test_a_class_listens_on_the_network(environ, arguments):
    assert config_from(environ, arguments).host == "0.0.0.0"


def test_the_environment_says_where():
    config = config_from({"CARTERO_HOST": "192.0.2.7", "CARTERO_PORT": "8080"}, [])
    assert (config.host, config.port) == ("192.0.2.7", 8080)
    assert config.lan_address == "192.0.2.7"


def test_a_secret_is_what_it_was_set_to_or_that_of_the_data_folder(tmp_path):
    data = {"CARTERO_DATA": str(tmp_path)}
    set_to = with_secret(config_from({**data, "CARTERO_SECRET": "said"}, []))
    assert (set_to.secret, list(tmp_path.iterdir())) == ("said", [])
    first, second = (with_secret(config_from(data, [])) for _ in range(2))
    assert first.secret == second.secret != ""


@pytest.mark.parametrize(
    ("environ", "arguments", "named"),
    [
        ({"CARTERO_PORT": "abc"}, [], "CARTERO_PORT"),
        ({"CARTERO_PORT": "70000"}, [], "CARTERO_PORT"),
        ({"CARTERO_PORT": ""}, [], "CARTERO_PORT"),
        ({}, ["--clas"], "--clas"),
    ],
)
def test_a_wrong_setting_is_refused(environ, arguments, named):
    with pytest.raises(StartRefused) as caught:
        config_from(environ, arguments)
    assert named in caught.value.format_message()


@pytest.fixture
def broken(server, tmp_path):
    """A configuration whose scenarios cannot be used."""
    import msgspec

    (tmp_path / "bad.toml").write_text('name = "primera-carta"\nepoch = 3\n')
    config = server.wiring.config
    return msgspec.structs.replace(config, scenarios=tmp_path)


def test_wrong_content_stops_the_start_with_file_and_place(broken):
    with pytest.raises(StartRefused) as caught:
        create_app(broken)
    message = caught.value.format_message()
    assert "bad.toml" in message
    assert "epoch" in message


def test_a_missing_scenario_is_named(server, tmp_path):
    import msgspec

    config = msgspec.structs.replace(server.wiring.config, scenarios=tmp_path)
    with pytest.raises(StartRefused, match="primera-carta"):
        create_app(config)


def test_a_lesson_without_its_scenario_is_named(server, tmp_path):
    import shutil

    import msgspec

    config = server.wiring.config
    shutil.copy(config.scenarios / "primera-carta.toml", tmp_path)
    with pytest.raises(StartRefused, match="scenario: no scenario is named"):
        create_app(msgspec.structs.replace(config, scenarios=tmp_path))


def test_the_flask_command_starts_all_the_same(broken):
    """It must be able to check the very files that are wrong."""
    with click.Context(click.Command("flask")):
        assert "lessons" in create_app(broken).cli.commands


# --- as a process -------------------------------------------------------------------


def start(**environ):
    """`python app.py` on a port of its own choice."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        cwd=ROOT,
        env={**os.environ, "CARTERO_PORT": "0", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_serves_and_stops():
    server = start()
    try:
        line = server.stdout.readline()
        assert line.startswith("Cartero: http://127.0.0.1:")
        url = line.split()[-1]
        with urllib.request.urlopen(f"{url}healthz", timeout=10) as answer:
            assert answer.status == 200
    finally:
        server.terminate()
        out, err = server.communicate(timeout=10)
    assert "Traceback" not in err


def test_a_wrong_setting_ends_it_without_a_traceback():
    server = start(CARTERO_PORT="many")
    out, err = server.communicate(timeout=20)
    assert server.returncode == 2
    assert err.startswith("Cartero: CARTERO_PORT")
    assert "Traceback" not in err


def test_a_port_in_use_is_said_plainly():
    first = start()
    try:
        port = first.stdout.readline().strip().rstrip("/").rpartition(":")[2]
        second = start(CARTERO_PORT=port)
        out, err = second.communicate(timeout=20)
        assert second.returncode == 2
        assert f"cannot listen on 127.0.0.1:{port}" in err
    finally:
        first.terminate()
        first.communicate(timeout=10)
