"""A command over a whole mailbox is done in turns of bounded work, and costs each
message the same: counted in operations of the interpreter, not timed."""

from collections.abc import Callable

import pytest

from simulator.acts import SendOctets
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.work.operations import operations
from tests.work.test_growth import World, imap, pop3

SMALL, LARGE = 250, 1_000
GROWS_MAX = 1.15
TURN_MAX = 1_000_000
"""Operations: about 25 ms where nothing else runs."""
READ_MAX = 100
"""Operations for each message that a set names, where one turn reads or writes it."""


def marked_by_imap(messages: int) -> World:
    world = imap(messages)
    world.speak("3 STORE 1:* +FLAGS.SILENT (\\Deleted)")
    return world


def marked_by_pop3(messages: int) -> World:
    world = pop3(messages)
    world.speak(*(f"DELE {number + 1}" for number in range(messages)))
    return world


def with_a_folder(messages: int) -> World:
    world = imap(messages)
    world.speak("3 CREATE Viejo")
    return world


def in_a_folder(messages: int) -> World:
    world = imap(messages)
    world.speak("3 CREATE Viejo", "4 MOVE 1:* Viejo")
    return world


def expunged_unheard(messages: int) -> World:
    """Somebody else took all messages while the session searched."""
    world = imap(messages)
    store = world.lab.world.stores["norte"]
    filing = store.mailboxes["ana@norte.example"].filing
    inbox = filing.folders.inbox
    filing.expunge(inbox, tuple(inbox.messages), "expunged", "")
    world.lab.settle()
    return world


COMMANDS: dict[str, tuple[Callable[[int], World], str]] = {
    "STORE": (imap, "3 STORE 1:* +FLAGS (\\Deleted)"),
    "FETCH of flags": (imap, "3 FETCH 1:* FLAGS"),
    "FETCH of contents": (imap, "3 FETCH 1:* (ENVELOPE BODY[])"),
    "SEARCH of a flag": (imap, "3 SEARCH SEEN"),
    "SEARCH of a text": (imap, "3 SEARCH TEXT hola"),
    "EXPUNGE": (marked_by_imap, "4 EXPUNGE"),
    "CLOSE": (marked_by_imap, "4 CLOSE"),
    "COPY": (with_a_folder, "4 COPY 1:* Viejo"),
    "MOVE": (with_a_folder, "4 MOVE 1:* Viejo"),
    "RENAME of INBOX": (imap, "3 RENAME INBOX Viejo"),
    "DELETE of a folder": (in_a_folder, "5 DELETE Viejo"),
    "news of all": (expunged_unheard, "3 NOOP"),
    "QUIT": (marked_by_pop3, "QUIT"),
}


def turns(lab: Lab, line: str) -> list[int]:
    """The operations of each action that the line leads to."""
    counted = []

    def first() -> None:
        lab.apply(SendOctets("real", line + "\r\n"), "gateway", 1_000_000)

    counted.append(operations(first))
    while not lab.at_rest:
        counted.append(operations(lambda: lab.settle(1)))
    return counted


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_over_a_mailbox_is_done_in_turns(name: str):
    made, line = COMMANDS[name]
    small, large = (turns(made(messages).lab, line) for messages in (SMALL, LARGE))
    assert max(large) <= TURN_MAX
    assert max(large) <= max(small) + READ_MAX * (LARGE - SMALL)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_message_costs_the_same_in_any_mailbox(name: str):
    made, line = COMMANDS[name]
    small, large = (
        sum(turns(made(messages).lab, line)) / messages for messages in (SMALL, LARGE)
    )
    assert large <= small * GROWS_MAX


def test_all_expunges_of_others_are_told_with_the_right_numbers():
    world = expunged_unheard(LARGE)
    seq = len(world.lab.journal)
    world.speak("3 NOOP")
    served = ServedJournal(world.lab.journal, scenario_view(world.lab.scenario))
    told = [event.fact for event in served.served(seq)]
    numbers = [fact.number for fact in told if getattr(fact, "data", "") == "EXPUNGE"]
    assert numbers == [1] * LARGE


def test_narration_is_made_in_slices():
    world = imap(SMALL)
    world.speak("3 STORE 1:* +FLAGS (\\Seen)")
    whole = ServedJournal(world.lab.journal, scenario_view(world.lab.scenario))
    sliced = ServedJournal(world.lab.journal, scenario_view(world.lab.scenario))
    counted = []
    while not sliced.catch_up(50):
        counted.append(len(counted))
    assert len(counted) == (len(world.lab.journal) - 1) // 50
    assert sliced.served() == whole.served()
