"""The drains of the engine contract, written once: every engine has them."""

import inspect

import pytest

from simulator.protocols.engine import Action, EngineBase
from simulator.protocols.http import HttpClient, HttpServer
from simulator.protocols.imap import ImapClient, ImapServer
from simulator.protocols.pop3 import Pop3Client, Pop3Server
from simulator.protocols.smtp import SmtpClient, SmtpServer

ENGINES = (
    HttpClient,
    HttpServer,
    ImapClient,
    ImapServer,
    Pop3Client,
    Pop3Server,
    SmtpClient,
    SmtpServer,
)


class Silent(EngineBase):
    """An engine whose peer says nothing. `late`: how often it was told."""

    late = 0

    def timer_at_us(self):
        return 100

    def _time_out(self):
        self.late += 1


def test_each_drain_gives_what_is_new_and_then_nothing():
    engine = Silent()
    engine._output += [b"one", b"two"]
    engine._action = Action.CLOSE
    assert engine.data_to_send() == [b"one", b"two"]
    assert engine.data_to_send() == []
    assert engine.action() is Action.CLOSE
    assert engine.action() is None


def test_a_list_that_was_drained_is_still_the_list_of_the_engine():
    engine = Silent()
    output = engine._output
    drained = engine.data_to_send()
    output.append(b"later")
    assert drained == []
    assert engine.data_to_send() == [b"later"]


def test_a_timer_before_the_deadline_changes_nothing():
    engine = Silent()
    engine.handle_timer(99)
    assert engine.late == 0
    engine.handle_timer(100)
    assert engine.late == 1


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
@pytest.mark.parametrize("drain", ["data_to_send", "facts", "next_question"])
def test_no_engine_writes_a_drain_of_its_own(engine, drain):
    assert inspect.getattr_static(engine, drain) is vars(EngineBase)[drain]
