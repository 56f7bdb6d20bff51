"""Collecting the same message again: what is offered, and what is said of the copy."""

import msgspec

from simulator.acts import ACTS
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.worlds import demonstrated, scenario

COLLECT = ACTS.decode({"act": "collect", "host": "pc-benito"})


def test_after_collecting_nothing_is_offered_and_a_second_copy_is_explained():
    lab = demonstrated("primera-carta")
    served = ServedJournal(lab.journal, scenario_view(scenario("primera-carta")))
    assert served.typed_model.offers == []
    lab.apply(COLLECT)
    lab.settle()
    events = msgspec.to_builtins(served.served(0))
    copies = [e for e in events if e["fact"]["kind"] == "message.collected"]
    assert [copy["say"]["key"] for copy in copies] == [
        "say.collected.titled",
        "say.collected.titled_again",
    ]
    assert copies[1]["why"]["key"] == "why.collected_again"
    assert served.typed_model.offers == []
