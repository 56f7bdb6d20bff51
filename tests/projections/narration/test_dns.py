"""DNS told: what a class hears when names are asked for."""

import pytest

from simulator import rfc
from simulator.acts import Cut, Open, PowerOff, Run
from simulator.journal import facts as f
from simulator.projections.catalogue import load, render
from simulator.projections.narration import Narrator
from tests.agents.dns_world import looked_up, routed, world
from tests.projections.narration.runs import keys, last
from tests.projections.tell import labels, narrated, texts_of
from tests.worlds import LANGUAGES, demonstrated


def asked(command: str):
    lab = world()
    lab.apply(Run("ana", command))
    lab.settle()
    return lab


def test_a_question_and_its_answer_are_two_steps():
    lab = asked("nslookup -type=mx sur.example")
    assert keys(lab) == [
        "prompt.run.you",
        "dns.ask.mx",
        "dns.answer.mx_many",
        "prompt.found",
    ]
    _, question, answer, _ = narrated(lab)
    assert [note.key for note in question.notes] == ["why.dns.note.no_root"]
    assert question.beat.head == "MX?"
    assert (question.beat.from_, question.beat.to) == ("ana", "dns")
    assert (answer.beat.from_, answer.beat.to) == ("dns", "ana")
    assert (answer.beat.head, answer.beat.mark) == ("NOERROR", "2")
    assert answer.say.params["mx"] == "mx1.sur.example", "the lowest preference"
    assert answer.beat.protocol == "dns"
    assert {n.beat.chapter for n in narrated(lab)} == {0}


@pytest.mark.parametrize(
    ("command", "key", "head", "mark"),
    [
        ("nslookup -q=mx nulo.example", "null_mx", "NOERROR", "2"),
        ("nslookup -q=a mx1.sur.example", "a", "NOERROR", "2"),
        ("nslookup -q=a correo.apodo.example", "alias", "NOERROR", "2"),
        ("nslookup -q=txt nada.example", "other", "NOERROR", "2"),
        ("nslookup -q=mx mx1.sur.example", "no_data", "NOERROR", "2"),
        ("nslookup -q=mx x.sur.example", "no_such_domain", "NXDOMAIN", "5"),
        ("nslookup -q=mx rota.example", "servfail", "SERVFAIL", "4"),
        ("dig AXFR sur.example", "refused", "REFUSED", "5"),
    ],
)
def test_an_answer_is_told_by_its_kind(command, key, head, mark):
    answer = narrated(asked(command))[2]
    assert answer.say.key == f"say.dns.answer.{key}"
    assert (answer.beat.head, answer.beat.mark) == (head, mark)
    assert answer.why is not None


def test_what_is_cut_goes_on_over_a_connection_in_the_same_chapter():
    lab = asked("nslookup -q=mx grande.example")
    told = keys(lab)
    assert told[2:6] == [
        "dns.answer.truncated",
        "open.other.client",
        "dns.ask.mx",
        "dns.answer.mx_many",
    ]
    assert {n.beat.chapter for n in narrated(lab)} == {0}


def test_a_lost_question_is_told_when_its_answer_is_missed():
    lab = world()
    lab.apply(PowerOff("dns"))
    looked_up(lab, "sur.example", "MX")
    assert keys(lab)[1:] == [
        "dns.timeout.again",
        "dns.timeout.again",
        "dns.timeout.last",
    ]
    assert last(lab).beat.lost
    assert last(lab).next.key == "next.dns.timeout"


def test_a_question_that_comes_twice_is_told_as_such():
    lab = world()
    lab.apply(Cut("ana"))
    lab.apply(Run("ana", "dig sur.example MX"))
    lab.world.clock.run_until(4_000_000)
    lab.world.network.hosts["ana"].link.cut = False
    lab.settle()
    assert keys(lab)[1:4] == ["prompt.run.you", "dns.timeout.again", "dns.ask.mx"]


def test_a_closed_port_is_told_by_the_icmp_of_its_machine():
    lab = asked("dig @mx1 sur.example")
    assert keys(lab)[1:4] == ["dns.unreachable"] * 3
    assert last(lab).say.key == "say.prompt.nothing"


def test_an_answer_from_the_cache_is_told():
    lab = world()
    for name in ("sur.example", "x.sur.example"):
        looked_up(lab, name, "MX")
        looked_up(lab, name, "MX")
    assert [key for key in keys(lab) if "cache" in key] == [
        "dns.cache.found",
        "dns.cache.negative",
    ]


@pytest.mark.parametrize(
    ("domain", "key"),
    [
        ("sur.example", "found_many"),
        ("apodo.example", "found_one"),
        ("solo-a.example", "implicit"),
        ("nulo.example", "null_mx"),
        ("x.sur.example", "no_such_domain"),
        ("nada.example", "no_mail_hosts"),
        ("rota.example", "later"),
    ],
)
def test_a_route_is_told_by_its_result(domain, key):
    lab = world()
    routed(lab, domain)
    assert last(lab).say.key == f"say.route.{key}"


def test_equal_preferences_and_dropped_hosts_are_noted_with_the_route():
    lab = world()
    routed(lab, "igual.example")
    assert [n.key for n in last(lab).notes] == ["why.route.note.equal"]
    routed(lab, "norte.example")
    assert [n.key for n in last(lab).notes] == ["why.route.note.dropped"]


def test_telnet_by_name_is_a_question_and_then_a_connection():
    lab = world()
    lab.apply(Open("ana", "mx1.sur.example", 25))
    lab.settle()
    assert keys(lab)[:4] == [
        "dns.ask.a",
        "dns.answer.a",
        "open.you",
        "smtp.yes.greeting.you",
    ]


COMMANDS = [
    "nslookup correo.sur.example",
    "nslookup -q=mx grande.example",
    "nslookup 203.0.113.11",
    "dig fuera.example MX",
    "dig AXFR sur.example",
    "dig TXT nada.example",
    "nslookup " + "a" * 60 + ".example",
    "ls " + "x" * 300,
    "dig @mx1 " + ".".join("abcdefghij" * 3) + ".example TXT",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_text_of_a_dns_run_renders(command):
    lab = asked(command)
    for narration in narrated(lab):
        for place in narration.beat.rfc:
            rfc.cite(place)
        notes = [("note", text) for text in narration.notes]
        for kind, text in (*texts_of(narration), *notes):
            for language in LANGUAGES:
                names = labels(lab, language)
                words = render(load()[language], text.key, text.params, names)
                assert len(words) <= (85 if kind == "say" else 400), words


def lookups(scenario: str) -> list[tuple[str, str]]:
    """`(name asked for, text key)` of each question and answer of a demonstration."""
    lab = demonstrated(scenario)
    narrator = Narrator(lab.journal)
    told = [(event.fact, narrator.fold(event)) for event in lab.journal]
    kinds = (f.DnsQueryReceived, f.DnsResponseSent)
    return [(fact.name, n.say.key) for fact, n in told if isinstance(fact, kinds)]


def test_the_questions_of_a_check_say_which_check_they_belong_to():
    told = lookups("falso-remitente")
    assert ("tienda.example", "say.dns.ask.spf") in told
    assert ("tienda.example", "say.dns.answer.spf") in told
    assert ("_dmarc.banco.example", "say.dns.ask.dmarc") in told
    assert ("_dmarc.banco.example", "say.dns.answer.dmarc") in told
    assert ("n26._domainkey.banco.example", "say.dns.ask.dkim") in told
    assert ("n26._domainkey.banco.example", "say.dns.answer.dkim") in told
    assert not any(key.endswith((".ask.other", ".answer.other")) for _, key in told)


def test_an_address_that_a_term_of_spf_needs_is_asked_for_because_of_it():
    lab = demonstrated("falso-remitente")
    notes = [n for told in narrated(lab) for n in told.notes]
    of_spf = [n for n in notes if n.key == "why.dns.note.spf"]
    assert {n.params["domain"] for n in of_spf} == {"banco.example"}


def test_txt_records_a_person_asks_for_belong_to_no_check():
    assert "dns.ask.other" in keys(asked("dig TXT sur.example"))
