"""The steps at a machine's prompt: a command was given, and something was printed.

What was printed stands on the screen, and is not repeated.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import PEOPLE, Draft, Memory, Tellers
from simulator.projections.narration.words import TYPED_CHARACTERS_MAX, clip


def _entered(event: Event, fact: f.PromptCommandEntered, memory: Memory) -> Draft:
    chapter, new_chapter = memory.begin_chapter("prompt", "dns", host=event.host)
    memory.lookups[event.host] = chapter
    role = "you" if fact.actor in PEOPLE else "client"
    params: dict[str, str | int] = {
        "host": event.host,
        "line": clip(fact.text, TYPED_CHARACTERS_MAX),
    }
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.prompt.run.{role}", params),
        why=Text("why.prompt.run", params),
        text=clip(fact.text, 80),
        chapter=chapter,
        new_chapter=new_chapter,
    )


def _printed(event: Event, fact: f.PromptTextPrinted, memory: Memory) -> Draft:
    stem = "found" if fact.ok else "nothing" if fact.program else "unknown"
    params: dict[str, str | int] = {"host": event.host, "program": fact.program}
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.prompt.{stem}", params),
        why=Text(f"why.prompt.{stem}", params),
        next=None if fact.ok else Text(f"next.prompt.{stem}"),
        text=clip(fact.text, 80),
        chapter=memory.lookups.get(event.host, memory.chapter),
    )


PROMPT_STEPS: Tellers = {
    f.PromptCommandEntered: _entered,
    f.PromptTextPrinted: _printed,
}
