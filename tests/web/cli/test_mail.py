"""`flask mail check`: a message from outside, with DNS out of a file."""

import json

import pytest

from simulator.protocols.dkim import DkimConfig, key_of, key_record_line, sign
from simulator.web.cli import commands
from tests.web.rig import ROOT

NOW_S = 1_795_000_000
MESSAGE = b"""From: Ana <ana@norte.example>\r
To: benito@sur.example\r
Subject: Hola\r
Date: Mon, 23 Nov 2026 09:00:00 +0100\r
\r
Hola, Benito.\r
"""
ZONE = """
$TTL 300
norte.example.        IN TXT "v=spf1 mx -all"
norte.example.        IN MX  10 smtp.norte.example.
smtp.norte.example.   IN A   198.51.100.5
_dmarc.norte.example. IN TXT "v=DMARC1; p=reject"
"""
SIGNER = DkimConfig(domain="norte.example", selector="n26")


@pytest.fixture
def check(server, tmp_path):
    """Run `flask mail check`; exit code and what it printed."""
    folders = (ROOT / "lessons/scenarios", ROOT / "lessons", ROOT / "static/dist")
    groups = {group.name: group for group in commands(*folders)}
    file, zone = tmp_path / "a.eml", tmp_path / "zone"

    def run(*more, content=MESSAGE, records=ZONE, ip="198.51.100.5"):
        file.write_bytes(content)
        zone.write_text(records)
        asked = ["--ip", ip, "--helo", "smtp.norte.example", "--at", NOW_S]
        asked += ["--mail-from", "ana@norte.example", "--zone", zone, "--lang", "en"]
        result = server.app.test_cli_runner().invoke(
            groups["mail"], ["check", str(file), *map(str, [*asked, *more])]
        )
        return result.exit_code, result.output

    return run


def test_every_step_is_told_and_the_field_comes_last(check):
    code, output = check()
    assert code == 0
    lines = output.splitlines()
    assert lines[0] == (
        "- The receiving server checks: may 198.51.100.5 send for norte.example?"
    )
    assert "- “mx”: 198.51.100.5 matches." in lines
    assert any(line.startswith("    The address of the client is in") for line in lines)
    assert lines[-4:] == [
        "Authentication-Results: mx.example.org;",
        "\tspf=pass smtp.mailfrom=ana@norte.example;",
        "\tdkim=none;",
        "\tdmarc=pass header.from=norte.example",
    ]


def test_a_signature_is_checked_with_the_key_in_the_file(check):
    signed = sign(MESSAGE, SIGNER, key_of(SIGNER, 1), NOW_S, "a")
    records = ZONE + key_record_line(SIGNER, 1)
    _, output = check("--json", content=signed.field + MESSAGE, records=records)
    assert [each["result"] for each in json.loads(output)["dkim"]] == ["pass"]
    unix = (signed.field + MESSAGE).replace(b"\r\n", b"\n")
    _, output = check("--json", content=unix, records=records, ip="192.0.2.66")
    found = json.loads(output)
    assert (found["spf"]["result"], found["dmarc"]["result"]) == ("fail", "pass")
    _, output = check("--json", content=signed.field + MESSAGE)
    assert json.loads(output)["dkim"][0]["cause"] == "no_key"


def test_json_has_results_steps_and_field(check):
    _, output = check("--json", ip="192.0.2.66")
    found = json.loads(output)
    assert (found["spf"]["result"], found["spf"]["term"]) == ("fail", "-all")
    assert (found["dmarc"]["result"], found["dmarc"]["disposition"]) == (
        "fail",
        "reject",
    )
    kinds = [step["kind"] for step in found["steps"]]
    assert kinds[0] == "spf.check_begun" and kinds[-1] == "dmarc.check_ended"
    assert "spf=fail" in found["field"]


def test_an_alias_in_the_file_is_followed(check):
    records = ZONE.replace("smtp.norte.example.   IN A", "otro.example. IN A")
    records += "smtp.norte.example. IN CNAME otro.example.\n"
    _, output = check(records=records)
    assert "spf=pass" in output


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"ip": "nowhere"}, "--ip: 'nowhere' does not appear to be"),
        ({"records": "norte.example. IN A 1.2.3\n"}, "zone: line 1"),
        ({"records": "$INCLUDE /etc/passwd\n"}, "$INCLUDE"),
        ({"records": "; " + "x" * 1_000_001}, "longer than 1000000 octets"),
    ],
)
def test_what_is_wrong_is_named(check, more, told):
    code, output = check(**more)
    assert code == 2
    assert told in output


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n", b"no header at all", b"From: \xff\xfe\r\n\r\n", b"\x00" * 5_000],
)
def test_any_octets_can_be_checked(check, content):
    code, output = check(content=content)
    assert code == 0
    assert "dmarc=none" in output
