"""Packets of Socket.IO: text is read as ever, attachments are not waited for."""

import pytest

import simulator.web.socket_json as socket_json
from simulator.web.socket_packet import TextPacket


@pytest.fixture(autouse=True)
def our_json(monkeypatch):
    monkeypatch.setattr(TextPacket, "json", socket_json)


def test_an_event_is_read():
    packet = TextPacket(encoded_packet='27["watch",{"lab":"x"}]')
    assert packet.id == 7
    assert packet.data == ["watch", {"lab": "x"}]


@pytest.mark.parametrize(
    "text",
    [
        '51-["watch",{"_placeholder":true,"num":0}]',
        '54000-["watch",{"_placeholder":true,"num":0}]',
        '50-["watch"]',
        '61-7["watch"]',
        '21-["watch"]',
    ],
)
def test_attachments_are_refused_when_they_are_announced(text):
    with pytest.raises(ValueError, match=r"."):
        TextPacket(encoded_packet=text)
