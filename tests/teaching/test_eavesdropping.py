"""What a spy sees: octets that really passed, and what of them can be read."""

from simulator.teaching.eavesdropping import eavesdropping_page
from tests.worlds import scenario


def test_each_way_hides_more_than_the_one_before_but_never_the_sizes() -> None:
    page = eavesdropping_page(scenario("espia-y-starttls"))
    clear, started, implicit = page.sessions
    assert [s.tls for s in page.sessions] == ["none", "started", "implicit"]
    assert [s.port for s in page.sessions] == [587, 587, 465]
    read = [{leak.what for leak in s.leaks if leak.read} for s in page.sessions]
    everything = {leak.what for leak in clear.leaks}
    assert everything == {
        "server_name",
        "client_name",
        "password",
        "recipient",
        "message",
    }
    assert read == [everything, {"server_name", "client_name"}, set()]
    assert page.names == ("smtp.sur.example",)
    for session in page.sessions:
        assert session.octets == sum(flight.octets for flight in session.flights) > 0
        moments = [flight.at_ms for flight in session.flights]
        assert moments == sorted(moments)
    assert clear.octets < implicit.octets < started.octets


def test_what_is_written_out_is_on_the_wire_and_the_rest_is_dark() -> None:
    page = eavesdropping_page(scenario("espia-y-starttls"))
    clear, started, implicit = page.sessions
    assert all(flight.text for flight in clear.flights)
    assert "Es un reloj" in "".join(flight.text for flight in clear.flights)
    said = [flight.text for flight in started.flights if flight.text]
    assert said[-2].startswith("STARTTLS") and said[-1].startswith("220")
    assert not any(flight.text for flight in implicit.flights)


def test_where_nobody_only_listens_there_is_nothing_to_see() -> None:
    for name in ("primera-carta", "starttls-arrancado"):
        assert not eavesdropping_page(scenario(name)).sessions
