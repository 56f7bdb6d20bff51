"""What the page offers to begin with: a trial for each way SPF and DMARC can go.

Their words are in the catalogue, `ui.sender.example.ID` and `ui.sender.triangle.ID`.
"""

from simulator.projections.shapes.sender_checks import (
    CheckResult,
    DmarcExample,
    DmarcPolicy,
    DmarcSignature,
    DmarcTrial,
    SenderExamples,
    SpfExample,
    SpfTrial,
)
from simulator.protocols.spf.evaluation import LOOKUPS_MAX, VOID_LOOKUPS_MAX

NORTE = "norte.example"
SERVER = "192.0.2.10"
STRANGER = "203.0.113.9"
FORWARDER = "198.51.100.20"

MX = """\
norte.example. MX 10 mx1.norte.example.
mx1.norte.example. A 192.0.2.10
"""
SERVICE = """\
web.norte.example. A 192.0.2.80
envios.example. TXT "v=spf1 ip4:198.51.100.0/28 -all"
"""
ONE_LIST = """\
_spf.norte.example. TXT "v=spf1 ip4:192.0.2.0/28 -all"
"""
NAMES = """\
10.2.0.192.ana._lista.norte.example. A 127.0.0.2
"""
MANY = """\
correo.example. TXT "v=spf1 include:a.correo.example include:b.correo.example -all"
a.correo.example. TXT "v=spf1 ip4:198.51.100.16 -all"
b.correo.example. TXT "v=spf1 ip4:198.51.100.32 -all"
boletin.example. TXT "v=spf1 include:a.boletin.example include:b.boletin.example -all"
a.boletin.example. TXT "v=spf1 ip4:198.51.100.48 -all"
b.boletin.example. TXT "v=spf1 ip4:198.51.100.64 -all"
tienda.example. TXT "v=spf1 include:a.tienda.example include:b.tienda.example -all"
a.tienda.example. TXT "v=spf1 ip4:198.51.100.80 -all"
b.tienda.example. TXT "v=spf1 ip4:198.51.100.96 -all"
norte.example. MX 10 mx1.norte.example.
mx1.norte.example. A 192.0.2.10
"""
TWO = """\
norte.example. TXT "v=spf1 include:envios.example -all"
envios.example. TXT "v=spf1 ip4:198.51.100.0/28 -all"
norte.example. MX 10 mx1.norte.example.
mx1.norte.example. A 192.0.2.10
"""
NULL_SENDER = """\
mx1.norte.example. A 192.0.2.10
"""
EXAMPLE = DmarcPolicy(domain="example", record="")


def _trial(record: str, address: str, zone: str = MX, sender: str = "ana") -> SpfTrial:
    """Of a message that says it is from norte."""
    return SpfTrial(
        address=address,
        helo="mx1.norte.example",
        sender=f"{sender}@{NORTE}",
        domain=NORTE,
        record=record,
        zone=zone,
    )


TRIALS: dict[str, SpfTrial] = {
    "mx": _trial("v=spf1 mx -all", SERVER),
    "stranger": _trial("v=spf1 mx -all", STRANGER),
    "include": _trial(
        "v=spf1 a:web.norte.example include:envios.example -all",
        "198.51.100.7",
        SERVICE,
    ),
    "redirect": _trial("v=spf1 redirect=_spf.norte.example", SERVER, ONE_LIST),
    "macro": _trial("v=spf1 exists:%{ir}.%{l}._lista.%{d} -all", SERVER, NAMES),
    "forwarded": SpfTrial(
        address=FORWARDER,
        helo="mx.reenvio.example",
        sender=f"ana@{NORTE}",
        domain=NORTE,
        record="v=spf1 mx -all",
        zone=MX,
    ),
    "null": SpfTrial(
        address=SERVER,
        helo="mx1.norte.example",
        sender="",
        domain="mx1.norte.example",
        record="v=spf1 a -all",
        zone=NULL_SENDER,
    ),
    "mistake": _trial("v=spf1 mx ipv4:192.0.2.80 -all", SERVER),
    "two": _trial("v=spf1 mx -all", SERVER, TWO),
    "lookups": _trial(
        "v=spf1 include:correo.example include:boletin.example"
        " include:tienda.example a mx -all",
        SERVER,
        MANY,
    ),
    "void": _trial(
        "v=spf1 a:viejo.norte.example a:antiguo.norte.example"
        " a:olvidado.norte.example mx -all",
        SERVER,
    ),
    "silent": SpfTrial(
        address=SERVER,
        helo="mx1.norte.example",
        sender=f"ana@{NORTE}",
        domain=NORTE,
        record="v=spf1 include:envios.example mx -all",
        zone=MX,
        silent=("envios.example",),
    ),
}


def _triangle(
    record: str,
    author: str = NORTE,
    spf: tuple[str, CheckResult] = (NORTE, "pass"),
    dkim: tuple[str, CheckResult] = (NORTE, "pass"),
    above: DmarcPolicy = EXAMPLE,
    zone: str = "",
) -> DmarcTrial:
    """A message that says it is from norte, or below it; the top of its tree beside."""
    domain, result = dkim
    return DmarcTrial(
        author=author,
        spf_domain=spf[0],
        spf_result=spf[1],
        signatures=(DmarcSignature(domain=domain, result=result),),
        policies=(DmarcPolicy(domain=NORTE, record=record), above),
        zone=zone,
    )


REJECT = "v=DMARC1; p=reject"
TRIANGLES: dict[str, DmarcTrial] = {
    "both": _triangle(REJECT),
    "spoofed": _triangle(
        REJECT, spf=("malo.example", "pass"), dkim=("malo.example", "pass")
    ),
    "forwarded": _triangle(REJECT, spf=("norte.example", "fail")),
    "list": _triangle(
        "v=DMARC1; p=quarantine",
        spf=("lista.example", "pass"),
        dkim=("norte.example", "fail"),
    ),
    "relaxed": _triangle(
        REJECT, spf=("correo.norte.example", "pass"), dkim=("", "pass")
    ),
    "strict": _triangle(
        "v=DMARC1; p=reject; aspf=s",
        spf=("correo.norte.example", "pass"),
        dkim=("", "pass"),
    ),
    "subdomain": _triangle(
        "v=DMARC1; p=none; sp=reject",
        author="avisos.norte.example",
        zone="avisos.norte.example. A 192.0.2.30\n",
        spf=("malo.example", "pass"),
        dkim=("", "pass"),
    ),
    "unknown": _triangle(
        "v=DMARC1; p=none; sp=quarantine; np=reject",
        author="inventado.norte.example",
        spf=("malo.example", "pass"),
        dkim=("", "pass"),
    ),
    "testing": _triangle(
        "v=DMARC1; p=quarantine; t=y",
        spf=("malo.example", "pass"),
        dkim=("", "pass"),
    ),
    "psd": _triangle(
        "",
        spf=("malo.example", "pass"),
        dkim=("", "pass"),
        above=DmarcPolicy(domain="example", record="v=DMARC1; p=reject; psd=y"),
    ),
    "nothing": _triangle("", spf=("malo.example", "pass"), dkim=("", "pass")),
}

EXAMPLES = SenderExamples(
    spf=tuple(SpfExample(id=name, trial=trial) for name, trial in TRIALS.items()),
    dmarc=tuple(
        DmarcExample(id=name, trial=trial) for name, trial in TRIANGLES.items()
    ),
    lookups_max=LOOKUPS_MAX,
    void_lookups_max=VOID_LOOKUPS_MAX,
)
