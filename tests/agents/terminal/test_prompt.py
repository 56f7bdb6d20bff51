"""A machine's prompt: nslookup and dig, as BIND's programs print."""

import pytest

from simulator.acts import Freeze, Open, PowerOff, Run, Send, Thaw, TypeLine
from simulator.journal.facts import DnsQueryReceived, TerminalRefused
from simulator.lab import LabError
from tests.agents.dns_world import count, printed, world
from tests.projections.tell import narrated

SERVER = ["Server:\t\t192.0.2.53", "Address:\t192.0.2.53#53", ""]


def test_the_mail_hosts_of_a_domain():
    assert printed(world(), "nslookup -type=mx sur.example") == [
        *SERVER,
        "sur.example\tmail exchanger = 10 mx1.sur.example.",
        "sur.example\tmail exchanger = 20 mx2.sur.example.",
        "",
    ]


def test_the_server_of_a_service():
    assert printed(world(), "nslookup -type=srv _pop3._tcp.solo-a.example") == [
        *SERVER,
        "_pop3._tcp.solo-a.example\tservice = 0 1 110 solo-a.example.",
        "",
    ]


def test_an_address_asks_for_both_kinds():
    lab = world()
    assert printed(lab, "nslookup mx1.sur.example") == [
        *SERVER,
        "Name:\tmx1.sur.example",
        "Address: 203.0.113.11",
        "",
    ]
    assert count(lab, "dns.query_received") == 2


def test_dig_in_short():
    assert printed(world(), "dig +short sur.example MX") == [
        "10 mx1.sur.example.",
        "20 mx2.sur.example.",
    ]
    assert printed(world(), "dig x.sur.example MX +short") == []


def test_dig_at_length():
    lines = printed(world(), "dig @dns sur.example MX")
    assert lines[1:4] == [
        "; <<>> DiG 9.18 <<>> @dns sur.example MX",
        "; (1 server found)",
        ";; global options: +cmd",
    ]
    assert "sur.example.\t\t3600\tIN\tMX\t10 mx1.sur.example." in lines
    assert ";; Query time: 41 msec" in lines
    assert lines[-3] == ";; WHEN: Mon Nov 23 09:00:00 +01 2026"
    assert lines[-2] == ";; MSG SIZE  rcvd: 112"


def test_a_name_of_another_zone_is_answered_without_authority():
    lines = printed(world(), "nslookup -type=mx fuera.example")
    assert lines[3] == "Non-authoritative answer:"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("nslookup x.sur.example", "** server can't find x.sur.example: NXDOMAIN"),
        ("nslookup -q=mx rota.example", "** server can't find rota.example: SERVFAIL"),
        ("nslookup -q=mx rota.example", ";; Got SERVFAIL reply from 192.0.2.53"),
        ("nslookup -q=mx solo-a.example", "*** Can't find solo-a.example: No answer"),
        ("nslookup -type=zz sur.example", "unknown query type: zz"),
        ("nslookup a..b", "nslookup: 'a..b' is not a legal name (empty label)"),
        ("nslookup", "Usage:"),
        ("dig a..b", "dig: 'a..b' is not a legal name (empty label)"),
        ("dig +zzz sur.example", "Invalid option: +zzz"),
        ("dig a MX @nadie", "dig: couldn't get address for 'nadie': not found"),
        ("dig -t ZZ sur.example", ";; Warning, ignoring invalid type ZZ"),
        ("dig +noedns grande.example MX", ";; Truncated, retrying in TCP mode."),
        ("dig +tcp sur.example MX", ";; SERVER: 192.0.2.53#53(192.0.2.53) (TCP)"),
        ("dig -x 203.0.113.11", ";11.113.0.203.in-addr.arpa.\tIN\tPTR"),
        (
            "dig @203.0.113.11 sur.example",
            ";; communications error to 203.0.113.11#53: connection refused",
        ),
        ("ls -l", "bash: ls: command not found"),
    ],
)
def test_what_is_printed(command, line):
    lines = printed(world(), command)
    assert line in lines


def test_without_an_answer_dig_says_so_three_times():
    lab = world()
    lab.apply(PowerOff("dns"))
    line = ";; communications error to 192.0.2.53#53: timed out"
    assert printed(lab, "nslookup sur.example") == [
        *[line] * 3,
        ";; no servers could be reached",
        "",
    ]


def test_a_machine_without_resolver_asks_itself_and_gets_no_answer():
    lines = printed(world(), "nslookup sur.example", host="dns")
    assert lines[0] == ";; communications error to 127.0.0.1#53: connection refused"


def test_dig_and_nslookup_do_not_use_the_cache():
    lab = world()
    printed(lab, "dig sur.example MX")
    printed(lab, "dig sur.example MX")
    assert count(lab, "dns.query_received") == 2
    assert count(lab, "dns.cache_answered") == 0


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Run("nadie", "dig"), "error.unknown_host"),
        (Run("ana", "x" * 401), "error.text_too_long"),
        (Run("ana", "dig a\ndig b"), "error.several_lines"),
    ],
)
def test_run_that_makes_no_sense_is_refused(act, key):
    lab = world()
    with pytest.raises(LabError) as caught:
        lab.apply(act)
    assert caught.value.key == key
    lab.apply(PowerOff("ana"))
    with pytest.raises(LabError):
        lab.apply(Run("ana", "dig sur.example"))


def test_an_empty_line_prints_nothing():
    lab = world()
    lab.apply(Run("ana", "  "))
    lab.settle()
    assert count(lab, "prompt.text_printed") == 0


def telnet(lab, target, port=25, host="ana"):
    lab.apply(Open(host, target, port))
    lab.settle()
    return lab


def test_telnet_asks_for_the_name_first():
    lab = telnet(world(), "correo.apodo.example")
    assert count(lab, "dns.query_received") == 1
    assert lab.world.terminal("").usable
    lab.apply(TypeLine("NOOP"))
    lab.settle()
    assert narrated(lab)[-1].beat.mark == "2"


def test_telnet_to_an_address_or_a_machine_asks_nobody():
    for target in ("203.0.113.11", "mx1"):
        lab = telnet(world(), target)
        assert count(lab, "dns.query_received") == 0
        assert lab.world.terminal("").usable


@pytest.mark.parametrize("target", ["sur.example", "nadie.example", "a..b"])
def test_telnet_to_a_name_without_address_says_so(target):
    lab = telnet(world(), target)
    assert lab.world.terminal("") is None
    assert lab.journal.events[-1].fact == TerminalRefused(
        reason="no_such_host", target=target
    )


def test_telnet_to_an_unused_address_is_refused_at_once():
    with pytest.raises(LabError):
        world().apply(Open("ana", "203.0.113.99", 25))
    with pytest.raises(LabError):
        world().apply(Open("ana", "nadie", 25))


def test_a_mail_client_looks_its_server_up_once():
    lab = world()
    for _ in range(2):
        lab.apply(Send("ana", "info@solo-a.example", "Hola", "x"))
        lab.settle()
    asked = [e.fact for e in lab.journal if isinstance(e.fact, DnsQueryReceived)]
    assert [f.name for f in asked].count("smtp.norte.example") == 1
    assert count(lab, "message.composed") == 2
    assert count(lab, "message.queued") >= 2


def test_a_mail_client_without_dns_keeps_its_message():
    lab = world()
    lab.apply(PowerOff("dns"))
    lab.apply(Send("ana", "info@solo-a.example", "Hola", "x"))
    lab.settle()
    assert count(lab, "smtp.transaction_ended") == 1
    told = [step.say.key for step in narrated(lab) if step.say]
    assert told[-2:] == ["say.ended.deferred_mute", "say.unsent.kept_titled"]
    assert lab.at_rest


@pytest.mark.parametrize("command", ["nslookup sur.example", "dig mx sur.example"])
def test_a_machine_switched_off_at_once_asks_and_prints_nothing(command):
    lab = world()
    entered = lab.last_seq + 2
    lab.apply(Run("ana", command))
    fork = lab.fork(entered)
    fork.apply(PowerOff("ana"))
    fork.settle()
    assert count(fork, "udp.datagram_sent") == 0
    assert count(fork, "prompt.text_printed") == 0


def test_a_frozen_machine_goes_on_asking_where_it_was():
    lab = world()
    entered = lab.last_seq + 2
    lab.apply(Run("ana", "dig +short sur.example MX"))
    lab.settle()
    asked = next(e.seq for e in lab.journal if e.host == "ana" and e.conn)
    for moment in (entered, asked):
        fork = lab.fork(moment)
        fork.apply(Freeze("ana"))
        fork.settle()
        assert count(fork, "prompt.text_printed") == 0
        fork.apply(Thaw("ana"))
        fork.settle()
        assert count(fork, "prompt.text_printed") == 1
