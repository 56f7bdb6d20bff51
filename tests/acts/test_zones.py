"""A record published or withdrawn: who asks next hears it, and what is refused."""

import pytest

from simulator.acts import ACTS, Publish, Run, Send, Withdraw, parse_script
from simulator.journal import facts as f
from simulator.lab import Lab
from tests.acts.test_faults import model, refused, told
from tests.worlds import opened

SPF = "v=spf1 mx ip4:198.51.100.77 -all"


def begun() -> Lab:
    return opened("quien-puede-enviar")


def done(lab: Lab, *acts) -> Lab:
    for act in acts:
        lab.apply(act)
        lab.settle()
    return lab


def heard(lab: Lab, name: str, rdtype: str = "TXT") -> tuple[str, ...]:
    """What somebody at the robot is answered now."""
    done(lab, Run("robot", f"dig {name} {rdtype}"))
    (*_, last) = [e.fact for e in lab.journal if type(e.fact) is f.DnsResponseSent]
    return tuple(data for _, _, _, data in last.answers) or (last.code,)


def records(lab: Lab, zone: str) -> list[tuple[str, str, str]]:
    """As the page shows them."""
    zones = model(lab)["hosts"]["dns"]["zones"]
    (found,) = [each["records"] for each in zones if each["name"] == zone]
    return [(each["name"], each["type"], each["value"]) for each in found]


def test_a_published_record_is_answered_shown_and_told():
    lab = done(begun(), Publish("dns", "norte.example", "TXT", SPF))
    assert heard(lab, "norte.example") == (f'"{SPF}"',)
    assert ("norte.example", "TXT", SPF) in records(lab, "norte.example")
    assert "say.dns.published" in told(lab)


def test_a_name_that_was_not_there_exists_while_it_has_a_record():
    name = "_dmarc.norte.example"
    lab = begun()
    assert heard(lab, name) == ("NXDOMAIN",)
    done(lab, Publish("dns", name, "TXT", "v=DMARC1; p=reject"))
    assert heard(lab, name) == ('"v=DMARC1; p=reject"',)
    done(lab, Withdraw("dns", name, "TXT"))
    assert heard(lab, name) == ("NXDOMAIN",)
    assert "say.dns.withdrawn" in told(lab)


def test_one_of_two_records_is_withdrawn_by_its_value():
    lab = done(
        begun(),
        Publish("dns", "norte.example", "TXT", "v=spf1 mx -all"),
        Publish("dns", "norte.example", "TXT", SPF),
        Withdraw("dns", "norte.example", "TXT", "v=spf1 mx -all"),
    )
    assert heard(lab, "norte.example") == (f'"{SPF}"',)
    assert [r for r in records(lab, "norte.example") if r[1] == "TXT"] == [
        ("norte.example", "TXT", SPF)
    ]


def test_a_long_text_is_cut_into_strings_and_read_whole():
    key = "v=DKIM1; p=" + "A" * 600
    lab = done(begun(), Publish("dns", "s1._domainkey.norte.example", "TXT", key))
    (data,) = heard(lab, "s1._domainkey.norte.example")
    assert [len(each) for each in data.split('"')[1::2]] == [255, 255, 101]
    assert ("s1._domainkey.norte.example", "TXT", key) in records(lab, "norte.example")


def test_mail_goes_where_a_new_mx_says():
    lab = done(
        begun(),
        Withdraw("dns", "norte.example", "MX", "10 smtp.norte.example"),
        Publish("dns", "norte.example", "MX", "5 boletin.norte.example"),
    )
    assert heard(lab, "norte.example", "MX") == ("5 boletin.norte.example.",)


def test_a_key_of_the_beginning_is_withdrawn_by_its_name():
    lab = opened("reenvio-y-spf")
    name = "n26._domainkey.norte.example"
    assert (name, "TXT", "v=DKIM1; p=…") in records(lab, "norte.example")
    done(lab, Withdraw("dns", name, "TXT"))
    assert all(each[0] != name for each in records(lab, "norte.example"))
    done(lab, Send("pc-ana", "benito@sur.example", "Hola", "Ana"))
    (judged,) = [e.fact for e in lab.journal if type(e.fact) is f.DkimSignatureJudged]
    assert (judged.result, judged.cause) == ("permerror", "no_key")


def test_a_fork_before_it_knows_nothing_of_a_record():
    lab = begun()
    before = lab.last_seq
    done(lab, Publish("dns", "norte.example", "TXT", SPF))
    assert lab.fork(lab.last_seq).journal.events == lab.journal.events
    assert heard(lab.fork(before), "norte.example") == ("NOERROR",)


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Publish("nadie", "norte.example", "TXT", SPF), "unknown_host"),
        (Publish("norte", "norte.example", "TXT", SPF), "no_name_server"),
        (Publish("dns", "_dmarc", "TXT", "v=DMARC1"), "name_outside_zones"),
        (Publish("dns", "norte.example", "SOA", "x"), "record_type"),
        (Publish("dns", "norte.example", "TXT", ""), "record_value.txt"),
        (Publish("dns", "norte.example", "TXT", "v=spf1 ñ"), "record_value.txt"),
        (Publish("dns", "norte.example", "A", "300.1.1.1"), "record_value.a"),
        (Publish("dns", "norte.example", "AAAA", "192.0.2.1"), "record_value.aaaa"),
        (Publish("dns", "norte.example", "MX", "smtp"), "record_value.mx"),
        (Publish("dns", "a" * 64 + ".norte.example", "A", "1"), "name_outside_zones"),
        (Publish("dns", "norte.example", "TXT", "x" * 2_000), "text_too_long"),
        (
            Publish("dns", "SMTP.norte.example", "A", "198.51.100.5"),
            "record_is_there",
        ),
        (Withdraw("dns", "norte.example", "TXT", SPF), "record_is_not_there"),
        (Withdraw("dns", "norte.example", "NS"), "record_type"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(act, key):
    assert refused(begun(), act) == key


def test_an_alias_has_no_other_records():
    lab = opened("correo-con-dns")
    aliases = [
        (host, record["name"])
        for host, each in model(lab)["hosts"].items()
        for zone in each.get("zones", [])
        for record in zone["records"]
        if record["type"] == "CNAME"
    ]
    for host, name in aliases:
        assert refused(lab, Publish(host, name, "TXT", "x")) == "name_is_alias"
    assert aliases


def test_a_zone_is_full_one_day():
    lab = begun()
    for n in range(100 - len(records(lab, "norte.example"))):
        lab.apply(Publish("dns", f"n{n}.norte.example", "A", "192.0.2.1"))
    last = Publish("dns", "otro.norte.example", "A", "192.0.2.1")
    assert refused(lab, last) == "many_records"


def test_both_are_written_in_a_lesson_and_in_a_script():
    act = Publish("dns", "norte.example", "TXT", SPF)
    assert ACTS.from_table({"publish": ["dns", "norte.example", "TXT", SPF]}) == act
    line = f"publish dns norte.example TXT {SPF}"
    assert parse_script(line, "x") == [(1, act)]
