"""Ready experiments: the files are right, and each shows what it promises."""

from pathlib import Path

import msgspec
import pytest

from simulator.acts import act_name
from simulator.agents.config import AuthenticationConfig
from simulator.journal import to_jsonl
from simulator.teaching.experiments import (
    kept,
    load_experiments,
    run_experiment,
)
from simulator.teaching.toml_files import LessonError
from tests.worlds import SCENARIOS, scenario

FOLDER = SCENARIOS.parent / "experiments"
KNOWN = {path.stem: scenario(path.stem) for path in SCENARIOS.glob("*.toml")}
EXPERIMENTS = load_experiments(FOLDER, KNOWN)


def run(slug: str):
    experiment = EXPERIMENTS[slug]
    return run_experiment(experiment, KNOWN[experiment.scenario])


def test_the_experiments_come_in_their_order():
    assert list(EXPERIMENTS) == [
        "cable-cortado",
        "segmentos-perdidos",
        "muere-tras-el-250",
        "buzon-lleno",
        "dns-no-contesta",
        "cuelga-en-data",
        "falso-remitente",
        "reenvio-y-spf",
        "lista-y-dkim",
        "un-octeto",
        "espia-y-starttls",
        "starttls-arrancado",
        "un-espacio",
        "lista-y-from",
        "contrabando",
        "rele-abierto",
        "rebotes-inocentes",
    ]


@pytest.mark.parametrize("slug", EXPERIMENTS)
def test_an_experiment_keeps_every_promise(slug):
    items = kept(EXPERIMENTS[slug], run(slug))
    assert len(items) >= 3
    assert [item.id for item in items if not item.held] == []


@pytest.mark.parametrize("slug", EXPERIMENTS)
def test_an_experiment_run_twice_gives_the_same_journal(slug):
    assert to_jsonl(run(slug).journal) == to_jsonl(run(slug).journal)


@pytest.mark.parametrize("slug", EXPERIMENTS)
def test_without_what_goes_wrong_the_promises_are_broken(slug):
    """The promises tell the experiment from an ordinary day; where a server's checks,
    or mail passed on unseen, or somebody who strips STARTTLS, are what it shows, from a
    day without them."""
    experiment = EXPERIMENTS[slug]
    known = KNOWN[experiment.scenario]
    believing = _believing(known)
    if believing != known:
        lab = run_experiment(experiment, believing)
    else:
        sends = [h for h in experiment.happenings if act_name(h.decoded()) == "send"]
        calm = sends or experiment.happenings[:1]
        lab = run_experiment(_with(experiment, calm), known)
    assert not all(item.held for item in kept(experiment, lab))


def _believing(known):
    """The same world, where no server checks strangers or passes their mail on, and
    nobody strips STARTTLS."""
    hosts = []
    for host in known.hosts:
        if host.server is not None:
            nothing = AuthenticationConfig()
            server = msgspec.structs.replace(
                host.server, authentication=nothing, relay_domains=()
            )
            host = msgspec.structs.replace(host, server=server)
        if host.wiretap is not None:
            tap = msgspec.structs.replace(host.wiretap, strips="nothing")
            host = msgspec.structs.replace(host, wiretap=tap)
        hosts.append(host)
    return msgspec.structs.replace(known, hosts=tuple(hosts))


def _with(experiment, happenings):
    return msgspec.structs.replace(experiment, happenings=tuple(happenings))


WRONG = {
    "scenario": ('scenario = "primera-carta"', 'scenario = "nadie"'),
    "slug": ('slug = "buzon-lleno"', 'slug = "otro"'),
    "option": ("right = true", "right = false"),
    "happening[0].act": ('act = "fill"', 'act = "burn"'),
    "happening[1].act.host": ('host = "pc-ana"', 'host = "pc-nadie"'),
    "promise (sin-aviso)": ('"notice.composed"', '"notice.eaten"'),
    "cites": ("5321#4.2.1", "5321#99"),
    "question": ('es = "En el buzón', 'fr = "En el buzón'),
}


@pytest.mark.parametrize("place", WRONG)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, place):
    text = (FOLDER / "buzon-lleno.toml").read_text(encoding="utf-8")
    good, bad = WRONG[place]
    assert good in text
    (tmp_path / "buzon-lleno.toml").write_text(
        text.replace(good, bad, 1), encoding="utf-8"
    )
    with pytest.raises(LessonError) as caught:
        load_experiments(tmp_path, KNOWN)
    assert caught.value.file.endswith("buzon-lleno.toml")
    said = f"{caught.value.place} {caught.value.reason}"
    assert place in said
