"""Files of a lab, put together from its parts: what page and command line both give.

The exports read plain values; here they meet scenario, narration and catalogue. It
refuses requests and disks: who asks and where it goes is `exports.py` and
`web/cli/output_files.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.export import (
    Bundle,
    Page,
    SavedSession,
    TermLists,
    ladder,
    pcap,
    replay,
    transcript,
)
from simulator.hosting.content import languages_for_pages
from simulator.journal import Journal
from simulator.mail import Epoch
from simulator.projections.catalogue import Param, Texts, render
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Boot, Step
from simulator.projections.state_tables import machines
from simulator.scenario import Scenario

Draw = Callable[[Sequence[Step], Page], str]
"""How steps become a file."""


class Source(NamedTuple):
    """One run of a lab, and what it is called."""

    scenario: Scenario
    seed: int
    journal: Journal
    served_journal: ServedJournal

    def hosts(self, lang: str) -> dict[str, str]:
        """Id to label, as they stand on the stage, then those that have no place."""
        model = self.served_journal.typed_model
        names = dict.fromkeys([*model.order, *model.hosts])
        return {host: model.hosts[host].label[lang] for host in names}


def file_name(scenario: Scenario, ending: str, *parts: str) -> str:
    """`cartero-primera-carta-2-sur.pcap`: scenario, branch if not the first, part."""
    words = (word for word in ("cartero", scenario.name, *parts) if word)
    return re.sub(r"[^A-Za-z0-9._-]", "_", "-".join(words)) + f".{ending}"


def capture(source: Source, at: str) -> Iterator[bytes]:
    """For Wireshark, at host `at` ("": everywhere)."""
    return pcap(
        source.journal,
        addresses(source),
        seed=source.seed,
        epoch_us=Epoch(source.scenario.epoch).unix_us,
        at=at,
    )


def addresses(source: Source) -> dict[str, str]:
    """Of every machine, visitors too."""
    hosts = source.served_journal.typed_model.hosts
    return {name: host.ip for name, host in hosts.items()}


def drawing(source: Source, texts: Texts, lang: str, draw: Draw = ladder) -> str:
    """The ladder as SVG, in the language `lang` of `texts`; `draw`: or in pages."""
    steps = [
        event for event in source.served_journal.served() if isinstance(event, Step)
    ]
    catalogue, hosts = texts[lang], source.hosts(lang)
    seen = {host for step in steps for host in (step.beat.from_, step.beat.to)}

    def say(key: str, params: Mapping[str, Param]) -> str:
        return render(catalogue, key, params, hosts)

    scenario = source.scenario.name
    about: dict[str, Param] = {
        "scenario": scenario,
        "seed": source.seed,
        "n": len(steps),
    }
    page = Page(
        lang=lang,
        title=source.scenario.title[lang],
        subtitle=say("ui.export.of", about),
        hosts={host: label for host, label in hosts.items() if host in seen},
        chapters=source.served_journal.typed_model.chapters,
        say=say,
    )
    return draw(steps, page)


def _saved_boot(
    source: Source, texts: Texts, titles: Mapping[str, str], lang: str
) -> Boot:
    """What the page of a saved session must know first."""
    return Boot(
        lang=lang,
        lab="",
        branch="",
        view="watch",
        title=dict(titles),
        scenario=source.scenario.name,
        lesson=None,
        experiment=None,
        saved=True,
        may_act=False,
        languages=languages_for_pages(texts),
        texts_urls={},
    )


def session_page(
    source: Source,
    texts: Texts,
    lang: str,
    bundle: Bundle,
    terms: TermLists,
    permalink: str = "",
) -> bytes:
    """The session as one file that replays it, in every language of `texts`. `terms`:
    by language, may be empty; `permalink`: of its last moment, if there is one."""
    title = source.scenario.title
    titles = {
        each: render(words, "ui.export.saved", {"title": title[each]})
        for each, words in texts.items()
    }
    session = SavedSession(
        lang=lang,
        title=f"{titles[lang]} · Cartero",
        boot=_saved_boot(source, texts, titles, lang),
        events=source.served_journal.served(),
        texts=texts,
        machines=machines(),
        transcript=transcript(source.journal, texts[lang]),
        terms=terms,
        permalink=permalink,
    )
    return replay(session, bundle)
