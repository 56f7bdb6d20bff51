"""fetchmail collects by POP3 and IMAP and hands on to a local program."""

import pytest

from tests.clients.programs import ANA_SECRET, LETTER, TEXT, need

WAYS = {"clear": [], "starttls": [False], "tls": [True]}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("protocol", ["pop3", "imap"])
def test_everything_is_collected_once(gate, protocol, way):
    fetchmail = need("fetchmail")
    gate.deliver(LETTER, LETTER.replace("Jueves", "Viernes"))
    port = gate.ports[protocol + "s" * (way == "tls")]
    trust = f"sslcertfile {gate.certificate} sslcertck"
    tls = {
        "clear": 'sslproto ""',
        "starttls": f'sslproto "TLS1.2+" {trust}',
        "tls": f"ssl {trust}",
    }[way]
    rc = gate.write(
        "fetchmailrc",
        f"""poll {gate.name} protocol {protocol} port {port}
  user ana password {ANA_SECRET} fetchall {tls}
  mda "cat >> {gate.folder}/collected"
""",
    )
    words = (fetchmail, "--fetchmailrc", rc, "--pidfile", gate.folder / "pid")
    gate.run(*words, "--idfile", gate.folder / "ids")
    collected = (gate.folder / "collected").read_text()
    assert collected.count(TEXT) == 2
    assert collected.index("Jueves") < collected.index("Viernes")
    nothing_new = 1
    gate.run(*words, "--idfile", gate.folder / "ids", code=nothing_new)
    assert gate.handshakes() == WAYS[way] * 2
    assert gate.refusals() == []
