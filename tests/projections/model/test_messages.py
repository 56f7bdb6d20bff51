"""What the model says of the copies in mail clients."""

from simulator.projections.model import ModelFold
from simulator.scenario import scenario_view
from tests.worlds import demonstrated


def test_a_copy_that_imap_brought_has_the_uid_it_has_at_the_server():
    lab = demonstrated("imap")
    fold = ModelFold(scenario_view(lab.scenario))
    for event in lab.journal:
        fold.fold(event, None, None)
    model = fold.model
    ways = {model.hosts[host].account.service for host in model.inboxes}
    assert ways == {"imap", "pop3"}
    for host, copies in model.inboxes.items():
        stored = model.mailboxes[model.hosts[host].address or ""].messages
        uids = {message.uid for message in stored}
        if model.hosts[host].account.service == "imap":
            assert {copy.uid for copy in copies} & uids
            assert None not in {copy.uid for copy in copies}
        else:
            assert {copy.uid for copy in copies} == {None}
