"""The files of `deploy/` say the same as each other and as the README."""

import re

import yaml

from tools.run import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
NGINX = (DEPLOY / "nginx.conf").read_text()


def test_nginx_leads_to_every_worker_there_is():
    workers = {name for name in COMPOSE["services"] if name.startswith("worker")}
    assert set(re.findall(r"server (\w+):5000 ", NGINX)) == workers
    assert len(workers) > 1


def test_nginx_listens_where_its_port_is_opened():
    (port,) = COMPOSE["services"]["proxy"]["ports"]
    assert f"listen {port.partition(':')[2]};" in NGINX


def test_workers_are_set_up_by_settings_there_are():
    readme = (ROOT / "README.md").read_text()
    for worker in ("worker1", "worker2"):
        settings = COMPOSE["services"][worker]["environment"]
        assert settings["CARTERO_PROXY"] == "1"
        assert all(f"| `{name}` |" in readme for name in settings)


def test_the_image_has_the_driver_that_was_tested():
    tested = (ROOT / "requirements-dev.txt").read_text()
    (driver,) = re.findall(r'"(psycopg\S+)"', (DEPLOY / "Dockerfile").read_text())
    assert f"{driver};" in tested
