"""DNS rebinding: a foreign name that resolves to this server gets nothing from it."""

import pytest
from flask import Flask, request

from app import config_from
from simulator.web import OwnHosts
from simulator.web.serving.hosts import own_names

FOREIGN = "rebind.example:5000"
OPEN_SOCKET = "/socket.io/?EIO=4&transport=polling"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1:5000", "192.0.2.7:8080", "[::1]:5000", "[::1]"),
        *("localhost", "LOCALHOST:5000", "localhost.", "aula.example:80", ""),
    ],
)
def test_own_names_and_addresses_are_accepted(host):
    assert OwnHosts({"Aula.example"}).accepts(host)


@pytest.mark.parametrize(
    "host",
    [
        *("rebind.example", FOREIGN, "localhost.evil.example", "127.0.0.1.example"),
        *("evil@localhost", "localhost/x", "localhost?x", "localhost:x", "[::1", "[]"),
        *("aula.example.evil", "2130706433", "127.1", ":5000", "localhost:99999"),
    ],
)
def test_other_names_are_not(host):
    assert not OwnHosts({"aula.example"}).accepts(host)


@pytest.mark.parametrize("path", ["/", "/pasarela", "/nada", "/healthz", OPEN_SOCKET])
def test_a_foreign_name_gets_a_421_and_no_lab(server, visitor, path):
    response = visitor.http.get(path, headers={"Host": FOREIGN})
    assert response.status_code == 421
    assert "sid" not in response.text
    assert FOREIGN not in response.text
    assert list(server.labs) == []


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "no atiende con el nombre"), ("en", "does not answer to")]
)
def test_the_refusal_is_in_the_visitors_language(visitor, lang, said):
    headers = {"Host": FOREIGN, "Accept-Language": lang}
    assert said in visitor.http.get("/", headers=headers).text


def test_a_script_is_told_by_key(visitor):
    headers = {"Host": FOREIGN, "Accept": "application/json"}
    told = visitor.http.get("/", headers=headers).json["error"]
    assert told["key"] == "error.host"


@pytest.mark.parametrize(
    ("trusted", "seen"), [(True, "192.0.2.7"), (False, "127.0.0.1")]
)
def test_where_a_browser_asks_from_is_what_a_trusted_proxy_says(trusted, seen):
    app = Flask("test")
    app.add_url_rule("/", view_func=lambda: request.remote_addr)
    OwnHosts([], trusted).guard(app)
    said = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    assert app.test_client().get("/", headers=said).text == seen


def test_names_come_from_the_environment_and_the_machine():
    config = config_from({"CARTERO_NAMES": "a.example, b.example"}, [])
    assert {"a.example", "b.example"} | own_names() <= config.names
    assert "c.example" in config_from({"CARTERO_HOST": "c.example"}, []).names
