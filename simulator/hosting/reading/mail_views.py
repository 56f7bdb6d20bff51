"""Messages of a hosted lab laid open, conversations, and what a draft would become.

Everything is read from a lab's journal, or computed from what somebody is writing;
nothing here changes a lab. `branch_id`: None or "" for the current one. `until`: what
came after that event is not told. All raise Refusal.
"""

from simulator.acts import Send, send_problem
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal, text
from simulator.lab import Lab, LabError
from simulator.projections.letters import (
    letter_list,
    letter_view,
    message_signatures,
    octets_view,
    threads,
)
from simulator.projections.shapes import (
    Conversations,
    Draft,
    MessageList,
    MessageSignatures,
    OpenMessage,
)

MESSAGES_MAX = 500
OCTETS_AN_EVENT = 50
"""So many of the most laborious octets take as long to read as an event to fold."""
UNFINISHED = ("error.no_recipient", "error.bad_recipient")
"""What is wrong with every message while it is being written."""


def every_message(
    sight: Sight, branch_id: str | None, until: int | None
) -> MessageList:
    """All of the branch, in the order of conversations."""
    hosted = sight.hosted
    with hosted.turn():
        journal = sight.journal(sight.branch(branch_id))
        size = len(journal)
        listed = hosted.scheduler.run_heavy(size, letter_list, journal, until)
    return MessageList(letters=listed)


def open_message(
    sight: Sight, branch_id: str | None, message: str, until: int | None
) -> OpenMessage:
    """One of them, laid open."""
    hosted = sight.hosted
    with hosted.turn():
        journal = sight.journal(sight.branch(branch_id))
        stream = journal.streams.get(f"message.{message}")
        size = len(journal) + (stream.length if stream else 0) // OCTETS_AN_EVENT
        view = hosted.scheduler.run_heavy(size, letter_view, journal, message, until)
    if view is None:
        raise Refusal("error.no_letter")
    return view


def signatures(
    sight: Sight, branch_id: str | None, message: str, until: int | None
) -> MessageSignatures:
    """Those of one of them, and what changed since they were made."""
    hosted = sight.hosted
    with hosted.turn():
        journal = sight.journal(sight.branch(branch_id))
        stream = journal.streams.get(f"message.{message}")
        size = len(journal) + (stream.length if stream else 0) // OCTETS_AN_EVENT
        run = hosted.scheduler.run_heavy
        found = run(size, message_signatures, journal, message, until)
    if found is None:
        raise Refusal("error.no_letter")
    return found


def conversations(
    sight: Sight, branch_id: str | None, messages: list[str]
) -> Conversations:
    """Those messages, answers below what they answer."""
    if len(messages) > MESSAGES_MAX:
        raise Refusal("error.number", name="messages")
    hosted = sight.hosted
    with hosted.turn():
        listed = threads(sight.journal(sight.branch(branch_id)), messages)
    return Conversations(letters=listed)


def draft(sight: Sight, branch_id: str | None, act: Send) -> Draft:
    """The message that act would make, and `problem` while it cannot be sent."""
    hosted = sight.hosted
    if not sight.whole:
        raise Refusal("error.watch_only")
    with hosted.turn():
        return _drafted(hosted.awake(sight.branch(branch_id)), act)


def _drafted(lab: Lab, act: Send) -> Draft:
    wrong = send_problem(act)
    problem = text(wrong[0], **wrong[1]) if wrong else None
    if wrong and wrong[0] not in UNFINISHED:
        return Draft(letter=None, problem=problem)
    try:
        content, reverse_path, forward_paths = lab.draft(act)
    except LabError as error:
        return Draft(letter=None, problem=text(error.key, **error.params))
    return Draft(
        letter=octets_view(content, act.host),
        reverse_path=reverse_path,
        forward_paths=forward_paths,
        problem=problem,
    )
