"""A command over a whole mailbox is done in turns of bounded work, and costs each
message the same: counted in operations of the interpreter, not timed."""

from collections.abc import Callable
from itertools import islice

import pytest

from simulator.acts import SendOctets
from simulator.journal.facts import ImapResponseSent, Pop3ResponseSent
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.work.operations import operations
from tests.work.test_growth import ANA, MESSAGE, World, imap, mailbox, pop3

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


def imap_before_select(messages: int) -> World:
    return mailbox(messages, 143, "1 LOGIN ana ana-secreta")


def pop3_before_pass(messages: int) -> World:
    return mailbox(messages, 110, "USER ana")


OPENINGS: dict[str, tuple[Callable[[int], World], str]] = {
    "SELECT": (imap_before_select, "2 SELECT INBOX"),
    "EXAMINE": (imap_before_select, "2 EXAMINE INBOX"),
    "SELECT again": (imap, "3 SELECT INBOX"),
    "PASS": (pop3_before_pass, "PASS ana-secreta"),
    "LIST": (pop3, "LIST"),
    "UIDL": (pop3, "UIDL"),
}
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
    **OPENINGS,
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


@pytest.mark.parametrize("name", OPENINGS)
def test_no_turn_grows_with_the_mailbox_that_is_opened_or_listed(name: str):
    """But for the octets of the answer, and what the interpreter does in one go."""
    made, line = OPENINGS[name]
    small, large = (turns(made(messages).lab, line) for messages in (SMALL, LARGE))
    assert len(large) >= len(small) + (LARGE - SMALL) // 100
    assert max(large) <= max(small) * 1.5


@pytest.mark.parametrize("name", COMMANDS)
def test_each_message_costs_the_same_in_any_mailbox(name: str):
    made, line = COMMANDS[name]
    small, large = (
        sum(turns(made(messages).lab, line)) / messages for messages in (SMALL, LARGE)
    )
    assert large <= small * GROWS_MAX


def test_the_status_of_a_mailbox_costs_the_same_whatever_is_in_it():
    small, large = (
        sum(turns(imap_before_select(messages).lab, "2 STATUS INBOX (MESSAGES UNSEEN)"))
        for messages in (SMALL, LARGE)
    )
    assert large <= small * GROWS_MAX


def test_what_happens_while_a_mailbox_is_opened_is_told_afterwards():
    """Between two parts the machine stands still, and mail comes, goes and is read."""
    world = imap_before_select(SMALL)
    lab, store = world.lab, world.lab.world.stores["norte"]
    filing, machine = store.mailboxes[ANA].filing, lab.world.network.hosts["norte"]
    inbox = filing.folders.inbox
    lab.apply(SendOctets("real", "2 SELECT INBOX\r\n"), "gateway", 1_000_000)
    while not inbox.watchers:
        lab.settle(1)
    machine.frozen = True
    filing.expunge(inbox, (1, SMALL), "expunged", "")
    filing.flag(inbox, (2, SMALL - 1), "add", ("\\Flagged",), "", None)
    store.add(ANA, "norte-new.1", MESSAGE)
    lab.settle()
    machine.thaw(lab.world.clock)
    lab.settle()
    read = SMALL - 1  # the first part had the first message, the last part not the last
    assert f"* {read} EXISTS" in said(lab, 0)
    assert f"* {read} RECENT" in said(lab, 0)
    seq = len(lab.journal)
    world.speak("3 NOOP")
    assert said(lab, seq) == [
        "* 1 EXPUNGE",
        f"* {read} EXISTS",
        f"* {read} RECENT",
        "* 1 FETCH (UID 2 FLAGS (\\Flagged \\Recent))",
        "3 OK NOOP completed",
    ]


def said(lab: Lab, seq: int) -> list[str]:
    """What the server said since event `seq`."""
    facts = (event.fact for event in islice(lab.journal, seq, None))
    sent = [fact for fact in facts if isinstance(fact, ImapResponseSent)]
    return [fact.octets.removesuffix("\r\n") for fact in sent]


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


def test_a_list_in_parts_names_every_message_once_but_those_marked():
    world = pop3(SMALL)
    world.speak("DELE 100", "DELE 201", "LIST")
    journal = world.lab.journal
    event = next(
        e for e in reversed(journal.events) if type(e.fact) is Pop3ResponseSent
    )
    fact = event.fact
    said = journal.octets(f"{event.conn}.{fact.stream}", fact.offset, fact.length)
    numbers = [int(line.split()[0]) for line in said.splitlines()[1:-1]]
    assert numbers == [n + 1 for n in range(SMALL) if n + 1 not in (100, 201)]
