"""POP3 in the world: what a scenario may ask of it, and what its store answers."""

import hashlib
import re

import msgspec
import pytest

from simulator.acts import Open, TypeLine
from simulator.agents.store.pop3 import pop3_engine_config
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.model import ModelFold
from simulator.scenario import scenario_view
from tests.worlds import scenario

EVERYTHING = ("APOP", "SASL", "STLS", "UTF8 USER", "IMPLEMENTATION Cartero")


class Typist:
    """Benito's terminal at the POP3 port of norte."""

    def __init__(self, *extensions: str) -> None:
        plan = scenario("pasarela")
        replace = msgspec.structs.replace
        if extensions:
            norte = plan.hosts[0]
            server = replace(norte.server, pop3_extensions=extensions)
            plan = replace(plan, hosts=(replace(norte, server=server), *plan.hosts[1:]))
        self.lab = Lab(plan, 1)
        self.lab.open()
        self.call()

    def call(self) -> None:
        self.lab.apply(Open("pc-benito", "norte", 110))
        self.lab.settle()

    def say(self, *lines: str) -> f.Pop3ResponseSent:
        """Type; the last response."""
        for line in lines:
            self.lab.apply(TypeLine(line))
            self.lab.settle()
        return self.responses()[-1]

    def responses(self) -> list[f.Pop3ResponseSent]:
        kind = f.Pop3ResponseSent
        return [e.fact for e in self.lab.journal if isinstance(e.fact, kind)]

    def legal(self) -> list[str]:
        """The chips of the newest connection."""
        folded = ModelFold(scenario_view(self.lab.scenario))
        for event in self.lab.journal:
            folded.fold(event, None, None)
        return list(folded.model.conns.values())[-1].legal


def test_the_legal_commands_are_those_the_server_announced():
    """The timestamp of the greeting announces APOP, CAPA the others (RFC 2449 §5)."""
    typist = Typist()
    assert typist.legal() == ["USER", "APOP", "CAPA", "QUIT"]
    typist.say("CAPA")
    assert typist.legal() == ["USER", "APOP", "AUTH", "STLS", "UTF8", "CAPA", "QUIT"]
    typist.say("AUTH PLAIN")
    assert typist.legal() == []
    typist.say("*")
    assert "AUTH" in typist.legal()
    typist.say("USER ana", "PASS ana-secreta")
    assert typist.legal()[0] == "STAT" and "AUTH" not in typist.legal()
    typist.call()
    assert typist.legal() == ["USER", "APOP", "CAPA", "QUIT"]


def test_apop_of_two_sessions_is_not_the_same():
    typist = Typist("APOP")
    digests = []
    for _ in range(2):
        timestamp = re.search(r"<.*>", typist.responses()[-1].octets)[0]
        digests.append(hashlib.md5(f"{timestamp}ana-secreta".encode()).hexdigest())
        assert typist.say(f"APOP ana {digests[0]}").status == (
            "+OK" if len(digests) == 1 else "-ERR"
        )
        typist.say("QUIT")
        typist.call()
    assert digests[0] != digests[1]


def test_a_login_before_login_delay_is_refused():
    """RFC 2449 §6.5, §8.1.1: by the world's clock, for that maildrop alone."""
    typist = Typist("LOGIN-DELAY 60")
    assert "LOGIN-DELAY 60" in typist.say("CAPA").octets
    for user, code in (("ana", ""), ("ana", "LOGIN-DELAY"), ("diego", "")):
        assert typist.say(f"USER {user}", f"PASS {user}-secreta").code == code
        typist.say("QUIT")
        typist.call()
    typist.lab.world.clock.now_us += 60_000_000
    assert typist.say("USER ana", "PASS ana-secreta").status == "+OK"


def test_the_user_ocupado_meets_a_temporary_failure():
    typist = Typist()
    assert typist.say("USER ocupado", "PASS x").code == "SYS/TEMP"
    assert typist.say("USER ana", "PASS ana-secreta").status == "+OK"


def test_an_unknown_pop3_extension_is_reported():
    server = scenario("pasarela").hosts[0].server
    settings = pop3_engine_config(server)
    assert settings.announced(False, False)[-1] == "IMPLEMENTATION Cartero"
    assert set(server.pop3_extensions) == set(EVERYTHING)
    wrong = msgspec.structs.replace(server, pop3_extensions=("LANG",))
    with pytest.raises(ValueError, match="LANG"):
        pop3_engine_config(wrong)
