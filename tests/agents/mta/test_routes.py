"""The fixed router: the order of what was written down, answered once."""

from simulator.agents.mta.routes import FixedRouter, NextHost, Route

ADDRESSES = {"sur": "192.0.2.20", "este": "192.0.2.30"}
NAMES = {"este": "mx.este.example"}


def found(router: FixedRouter, domain: str) -> list[Route]:
    answers: list[Route] = []
    router.find(domain, answers.append)
    return answers


def test_hosts_come_in_the_order_written() -> None:
    router = FixedRouter({"Sur.example": ("este", "sur")}, ADDRESSES, NAMES)
    assert found(router, "sur.EXAMPLE") == [
        Route(
            "found",
            (
                NextHost("este", "mx.este.example", "192.0.2.30", 10),
                NextHost("sur", "sur", "192.0.2.20", 20),
            ),
        )
    ]


def test_one_host_needs_no_list_and_an_unknown_domain_is_none() -> None:
    router = FixedRouter({"sur.example": "sur"}, ADDRESSES, NAMES)
    (route,) = found(router, "sur.example")
    assert [each.host for each in route.next_hosts] == ["sur"]
    assert found(router, "nada.example") == [Route("no_such_domain")]
