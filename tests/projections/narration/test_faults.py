"""The narrator when things go wrong: nobody answers, cables are cut, letters bounce."""

from simulator.acts import Cut, Open, PowerOff, PowerOn, Send, Skip, TypeLine
from tests.projections.narration.runs import LETTER, keys, last, typed
from tests.worlds import opened


def test_a_port_where_nobody_listens_is_a_fault_and_a_chapter():
    told = last(typed(port=80))
    assert told.say.key == "say.refused.you"
    assert told.beat.shape == "fault"
    assert told.new_chapter.key == "chapter.failed_you"


def test_a_connection_to_a_host_that_is_off_is_lost():
    lab = opened()
    lab.apply(Open("pc-ana", "pc-benito", 25))
    lab.settle()
    told = last(lab)
    assert told.say.key == "say.timed_out.opening.you"
    assert told.beat.lost is True


def test_a_line_that_meets_a_cut_cable_is_lost():
    lab = typed(*LETTER, "uno")
    assert last(lab).beat.lost is False
    lab.apply(Cut("sur"))
    lab.apply(TypeLine("dos"))
    told = last(lab)
    assert told.say.key == "say.smtp.typed.header.you"
    assert told.beat.lost is True
    lab.settle()
    assert keys(lab)[-1] == "timed_out.open.you"


def test_a_message_to_an_unknown_mailbox_ends_in_a_notice():
    lab = opened()
    lab.apply(Send("pc-ana", "carla@sur.example, nadie@sur.example", "Hola", "x"))
    lab.settle()
    told = keys(lab)
    assert "ended.partial" in told
    assert told.index("notice.failed") < told.index("delivered.notice")
    assert "composed.many" in told


def test_a_message_to_a_server_that_is_off_waits_and_is_delivered_later():
    lab = opened()
    lab.apply(PowerOff("sur"))
    lab.apply(Send("pc-ana", "carla@sur.example", "", "x"))
    lab.settle()
    assert keys(lab)[-2:] == ["timed_out.opening.relay", "queue.deferred.minutes"]
    lab.apply(PowerOn("sur"))
    lab.settle()
    lab.apply(Skip())
    lab.settle()
    told = keys(lab)
    assert "clock.minutes" in told
    assert "composed.bare_one" in told
    assert told[-1] == "close.delivered"
