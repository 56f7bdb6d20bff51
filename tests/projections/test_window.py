"""Where the window of a live lab may begin: never within one response of IMAP."""

from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.projections.window import Window
from simulator.scenario import scenario_view
from tests.work.test_growth import World, imap

MESSAGES = 60
COMMANDS = ("FETCH 1:* FLAGS", "STORE 1:9 +FLAGS (\\Seen)", "SEARCH ALL")


def told(served: ServedJournal, since: int) -> list[tuple]:
    """Seq, sentences, lines and length of each step from event `since` on."""
    return [
        (step.seq, step.say, step.why, step.beat.more, step.beat.length)
        for step in served.served()
        if isinstance(step, Step) and step.seq >= since
    ]


def spoken(world: World) -> None:
    for number in range(12):
        world.speak(f"b{number} {COMMANDS[number % len(COMMANDS)]}")


def test_from_wherever_the_window_begins_the_same_is_told():
    whole, world = imap(MESSAGES), imap(MESSAGES)
    spoken(whole)
    lab, view = world.lab, scenario_view(world.lab.scenario)
    window, moved = Window(lab.journal, view, 90, 1 << 30), 0
    for number in range(12):
        world.speak(f"b{number} {COMMANDS[number % len(COMMANDS)]}")
        base = window.due()
        if base == lab.journal.base:
            continue
        moved += 1
        window.advance(base)
        lab.forget(base)
        served = ServedJournal(lab.journal, view, window.keyframe)
        seqs = range(base, len(lab.journal))
        expected = [one for one in told(whole.served, base) if one[0] in seqs]
        assert told(served, base) == expected
    assert moved >= 3


def test_a_response_longer_than_the_window_is_kept_whole():
    world = imap(MESSAGES)
    lab, view = world.lab, scenario_view(world.lab.scenario)
    window = Window(lab.journal, view, 20, 1 << 30)
    world.speak("b1 NOOP")
    window.advance(window.due())
    lab.forget(window.due())
    begun = len(lab.journal)
    world.speak("b2 FETCH 1:* FLAGS")
    assert lab.journal.base < window.due() <= begun + 2
