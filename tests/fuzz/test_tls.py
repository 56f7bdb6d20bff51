"""The modelled TLS: any octets are records, or `TlsError`, and nothing else."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.net.tls import TlsError, Tunnel
from tests.fuzz.bytes_of import SEEDS, pieces
from tests.fuzz.harness import held

seeds = st.integers(0, SEEDS)


@given(seeds)
def test_a_tunnel_hears_anything(seed):
    """Handshake and records, some octets changed; what is heard was said."""
    chance = Random(seed)
    client, server = Tunnel("k", True), Tunnel("k", False)
    said = [chance.randbytes(chance.randint(0, 300)) for _ in range(3)]
    try:
        flight = _changed(chance, client.start())
        for piece in pieces(chance, flight):
            reply = server.receive(piece).reply
            finished = client.receive(_changed(chance, reply)).reply
            server.receive(_changed(chance, finished))
        if not (client.done and server.done):
            return
        wire = _changed(chance, b"".join(client.seal(data) for data in said))
        heard = b"".join(server.receive(p).plain for p in pieces(chance, wire))
    except TlsError as error:
        assert error.reason in ("not_tls", "damaged")
        return
    assert b"".join(said).startswith(heard)


def test_a_record_without_end_is_not_kept():
    server = Tunnel("k", False)
    try:
        for _ in range(1_000):
            server.receive(b"\x16\x03\x03\xff\xff" + b"x" * 4_096)
            assert held(server) < 300_000
    except TlsError:
        return


def _changed(chance: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    if changed and chance.random() < 0.2:
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)
