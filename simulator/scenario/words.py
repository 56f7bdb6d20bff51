"""The words of a scenario: its labels in every language, and what its machines say."""

import msgspec

from simulator.agents.config import HostConfig
from simulator.languages import Texts
from simulator.scenario.schema import Scenario


def with_words(scenario: Scenario, texts: Texts) -> Scenario:
    """The same, where every label has every language of `texts`, and whatever speaks to
    people has its words: they are content of the simulated world, so they are part of
    what a lab begins with."""
    return msgspec.structs.replace(
        scenario,
        title=texts.complete(scenario.title),
        about=scenario.about and texts.complete(scenario.about),
        hosts=tuple(_speaking(host, texts) for host in scenario.hosts),
        visitor=texts.words("gateway.visitor"),
    )


def _speaking(host: HostConfig, texts: Texts) -> HostConfig:
    replace = msgspec.structs.replace
    changed: dict[str, object] = {"label": texts.complete(host.label)}
    if host.server is not None and not host.server.notices:
        notices = tuple(
            texts.section(tag, "notice.")
            for tag, language in texts.languages.items()
            if language.notices
        )
        changed["server"] = replace(host.server, notices=notices)
    if host.webmail is not None:
        words = {tag: texts.section(tag, "webmail.") for tag in texts}
        changed["webmail"] = replace(host.webmail, words=words)
    if host.browser is not None:
        changed["browser"] = replace(host.browser, language=texts.first)
    return replace(host, **changed)


def word_problems(scenario: Scenario, texts: Texts) -> list[tuple[str, str]]:
    """Labels in languages that are not here, or not in the first."""
    labelled = [("title", scenario.title)]
    labelled += [("about", scenario.about)] if scenario.about else []
    labelled += [(f"host[{i}].label", h.label) for i, h in enumerate(scenario.hosts)]
    found = [(place, texts.wrong_in(words)) for place, words in labelled]
    return [(place, reason) for place, reason in found if reason]
