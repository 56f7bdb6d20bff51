"""Three messages of ours, for who has none at hand: one that is what it says, one that
is not, and one that came through a mailing list.

They are made, not kept, so that their signatures are right whatever changes; names and
addresses are reserved ones (RFC 2606, RFC 5737).
"""

import base64
from functools import cache

from simulator.mail import date_at, received, return_path
from simulator.mail.dates import EPOCH
from simulator.projections.shapes.own_letter import SampleLetter
from simulator.protocols.authentication_results import MethodResult, results_field
from simulator.protocols.dkim import DkimConfig, key_of, key_record_line, sign

SEED = 1
_NORTE = DkimConfig(domain="norte.example", selector="n26")
_ESTE = DkimConfig(
    domain="este.example", selector="lista", algorithm="ed25519-sha256", bits=2048
)
_AT_S = EPOCH.unix_us // 1_000_000


def _date(second: int) -> str:
    return date_at(second * 1_000_000)


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _records() -> str:
    return (
        'norte.example.        IN TXT "v=spf1 ip4:198.51.100.5 -all"\n'
        '_dmarc.norte.example. IN TXT "v=DMARC1; p=reject"\n'
        + key_record_line(_NORTE, SEED)
    )


def _author(subject: str, date: str) -> tuple[str, ...]:
    return (
        "From: Ana <ana@norte.example>",
        "To: Benito <benito@sur.example>",
        f"Subject: {subject}",
        f"Date: {date}",
        f"Message-ID: <{len(subject)}.a1@norte.example>",
        "MIME-Version: 1.0",
    )


def _signature(content: bytes, config: DkimConfig, second: int) -> bytes:
    signed = sign(content, config, key_of(config, SEED), _AT_S + second)
    assert signed is not None, "it has a From field"
    return signed.field


def _honest() -> SampleLetter:
    plan = base64.b64encode("día;hora\r\nviernes;9:00\r\n".encode()).decode()
    content = _lines(
        *_author("=?utf-8?q?Excursi=C3=B3n_del_viernes?=", _date(0)),
        'Content-Type: multipart/mixed; boundary="a1"',
        "",
        "--a1",
        'Content-Type: multipart/alternative; boundary="b2"',
        "",
        "--b2",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Hola, Benito: salimos a las nueve desde la plaza.",
        "",
        "--b2",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Hola, Benito: <b>salimos a las nueve</b> desde la plaza.</p>",
        "",
        "--b2--",
        "--a1",
        "Content-Type: text/csv; charset=utf-8; name=plan.csv",
        "Content-Disposition: attachment; filename=plan.csv",
        "Content-Transfer-Encoding: base64",
        "",
        plan,
        "--a1--",
    )
    content = _hop("pc-ana", "192.0.2.10", "smtp.norte.example", "ESMTPSA", 1) + content
    content = _signature(content, _NORTE, 1) + content
    content = (
        _results("pass", "pass", "pass")
        + _hop("smtp.norte.example", "198.51.100.5", "mx.sur.example", "ESMTPS", 3)
        + content
    )
    content = (
        _hop("mx.sur.example", "192.0.2.25", "buzon.sur.example", "LMTP", 4) + content
    )
    return _sample("honest", return_path("ana@norte.example") + content, _records(), 2)


def _forged() -> SampleLetter:
    """Its way below the border is invented, and so are the results it brings."""
    content = _lines(
        "Received: from intranet.norte.example ([192.0.2.10])",
        "\tby smtp.norte.example with ESMTPSA id inventado;",
        f"\t{_date(7200)}",
        "Received: todo en orden",
        "Authentication-Results: filtro.norte.example; spf=pass",
        "\tsmtp.mailfrom=ana@norte.example; dkim=pass header.d=norte.example",
        *_author("Factura pendiente", _date(-60)),
        'Content-Type: multipart/mixed; boundary="f0"',
        "",
        "--f0",
        "Content-Type: text/html; charset=utf-8",
        "",
        '<img src="http://malo.example/visto.gif"><script>alert(1)</script>',
        '<p>Paga hoy: <a href="http://malo.example/">banco.example</a></p>',
        "",
        "--f0",
        "Content-Type: application/octet-stream",
        "Content-Disposition: attachment;",
        "\tfilename*=utf-8''factura%E2%80%AEfdp.exe",
        "Content-Transfer-Encoding: base64",
        "",
        "TVqQAAMAAAAEAAAA",
        "--f0--",
    )
    content = (
        return_path("rebotes@malo.example")
        + _results("pass", "none", "fail", sender="rebotes@malo.example")
        + _hop("oferta.malo.example", "203.0.113.66", "mx.sur.example", "ESMTP", 3)
        + content
    )
    records = _records() + 'malo.example. IN TXT "v=spf1 ip4:203.0.113.0/24 -all"\n'
    return _sample("forged", content, records, 1)


def _through_a_list() -> SampleLetter:
    """The list puts a prefix and a footer, signs anew, and seals what it saw (ARC)."""
    body = ("", "Hola a todos: salimos a las nueve.")
    footer = ("_______________", "Lista clase@este.example")
    mime = "Content-Type: text/plain; charset=utf-8"
    written = _lines(*_author("Horario", _date(0)), mime, *body)
    changed = _lines(*_author("[clase] Horario", _date(0)), mime, *body, *footer)
    content = (
        _lines("List-Id: La clase <clase.este.example>", "Precedence: list")
        + _hop("smtp.norte.example", "198.51.100.5", "lista.este.example", "ESMTPS", 3)
        + _signature(written, _NORTE, 1)
        + _hop("pc-ana", "192.0.2.10", "smtp.norte.example", "ESMTPSA", 1)
        + changed
    )
    content = _signature(content, _ESTE, 5) + content
    content = (
        _lines(
            "ARC-Seal: i=1; a=ed25519-sha256; cv=none; d=este.example; s=lista;",
            "\tb=c2luIGNvbXByb2Jhcg==",
            "ARC-Message-Signature: i=1; a=ed25519-sha256; d=este.example; s=lista;",
            "\th=from:subject:date; bh=c2luIGNvbXByb2Jhcg==; b=c2luIGNvbXByb2Jhcg==",
            "ARC-Authentication-Results: i=1; lista.este.example; dkim=pass",
            "\theader.d=norte.example",
        )
        + content
    )
    content = (
        return_path("clase-bounces@este.example")
        + _results("pass", "fail", "fail", sender="clase-bounces@este.example")
        + _hop("lista.este.example", "203.0.113.5", "mx.sur.example", "ESMTPS", 65)
        + content
    )
    records = (
        _records()
        + 'este.example. IN TXT "v=spf1 ip4:203.0.113.5 -all"\n'
        + f"{key_record_line(_ESTE, SEED)}\n"
    )
    return _sample("list", content, records, 1)


def _hop(helo: str, address: str, by: str, protocol: str, second: int) -> bytes:
    return received(
        helo=helo,
        address=address,
        by=by,
        protocol=protocol,
        identifier=f"{by[0]}{second}",
        date=_date(second),
    )


def _results(
    spf: str, dkim: str, dmarc: str, sender: str = "ana@norte.example"
) -> bytes:
    signer = (("header.d", "norte.example"),) if dkim != "none" else ()
    return results_field(
        "mx.sur.example",
        (
            MethodResult("spf", spf, properties=(("smtp.mailfrom", sender),)),
            MethodResult("dkim", dkim, properties=signer),
            MethodResult(
                "dmarc", dmarc, properties=(("header.from", "norte.example"),)
            ),
        ),
    )


def _sample(name: str, content: bytes, records: str, border: int) -> SampleLetter:
    return SampleLetter(
        name=name,
        source=content.decode("latin-1"),
        records=records,
        border=border,
        now_s=_AT_S + 600,
    )


@cache
def samples() -> tuple[SampleLetter, ...]:
    """All three."""
    return _honest(), _forged(), _through_a_list()
