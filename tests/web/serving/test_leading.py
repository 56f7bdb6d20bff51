"""What a proxy says of a visitor's way here, and is told of another."""

import pytest
from flask import Flask

from simulator.hosting.refusals import Elsewhere
from simulator.web.serving.leading import ROUTE, led_by


@pytest.mark.parametrize(
    ("said", "known"),
    [("CDFGHJ", "CDFGHJ"), ("", ""), ("a b", ""), ("x" * 65, ""), ("a;Path=/", "")],
)
def test_a_route_is_a_short_word(said, known):
    with Flask("t").test_request_context(headers={ROUTE: said}):
        assert led_by() == known


def test_without_a_request_there_is_none():
    assert led_by() == ""


def test_a_page_that_is_elsewhere_says_where_and_comes_back(server, monkeypatch):
    def away(_: str) -> None:
        raise Elsewhere("CDFGHJ")

    monkeypatch.setattr(server.wiring.labs, "get", away)
    answer = server.app.test_client().get("/lab/x")
    assert answer.status_code == 503
    assert (answer.headers[ROUTE], answer.headers["Refresh"]) == ("CDFGHJ", "1")
