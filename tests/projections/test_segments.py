"""A flight of several segments is served with them; one alone is its fact."""

from simulator.acts import Lose, Send
from simulator.journal import segments_of
from simulator.journal.facts import TcpFlightSent
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.worlds import opened


def served(*acts):
    lab = opened()
    for act in acts:
        lab.apply(act, "student")
        lab.settle()
    return ServedJournal(lab.journal, scenario_view(lab.scenario)).served()


LONG = Send("pc-ana", "benito@sur.example", "Largo", "x" * 19_000)


def test_a_long_flight_is_served_with_the_segments_a_capture_has():
    flights = [e for e in served(LONG) if isinstance(e.fact, TcpFlightSent)]
    several = [e for e in flights if e.segments is not None]
    assert several and len(several) < len(flights)
    for event in several:
        cut = [(s.start, s.end, s.arrives) for s in segments_of(event.fact)]
        assert list(event.segments) == cut and len(cut) == event.fact.segments
    for event in flights:
        if event.segments is None:
            (only,) = segments_of(event.fact)
            place = event.fact.offset, event.fact.offset + event.fact.length
            assert (only.start, only.end) == place
            assert only.arrives == (event.fact.lost == 0)


def test_segments_of_a_flight_that_lost_some_say_which():
    events = served(Lose("pc-ana", 200_000), LONG)
    lost = [e for e in events if e.segments and 0 < e.fact.lost < e.fact.segments]
    assert lost
    for event in lost:
        missing = [arrives for _, _, arrives in event.segments].count(False)
        assert missing == event.fact.lost


def test_other_events_have_no_segments():
    assert all(
        e.segments is None
        for e in served(LONG)
        if not isinstance(e.fact, TcpFlightSent)
    )
