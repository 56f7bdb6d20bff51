"""The schema of an aggregate report (RFC 9990 Appendix A), as far as it can be checked
without a validator: which elements, how often, in which order, with what in them."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from simulator.protocols.dmarc.aggregate import DMARC_XMLNS

POLICY = "none|quarantine|reject"
BOTH = "pass|fail"
DKIM = "none|pass|fail|policy|neutral|temperror|permerror"
SPF = "none|neutral|pass|fail|softfail|temperror|permerror"
REASON = "local_policy|mailing_list|other|policy_test_mode|trusted_forwarder"
DOMAIN = r"[!-~]+"
V4 = r"(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])"
V6 = r"(?:[A-Fa-f\d]{0,4}:){1,7}[A-Fa-f\d]{0,4}"
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"

ONE, MAYBE, ANY, SOME = (1, 1), (0, 1), (0, 10**6), (1, 10**6)
ANYHOW = {
    *("report_metadata", "date_range", "policy_published", "reason"),
    *("identifiers", "dkim", "spf"),
}
"""Each an xs:all: what is inside comes in any order."""

TREE: dict[str, dict[str, tuple[tuple[int, int], str | None]]] = {
    "feedback": {
        "version": (MAYBE, r"1\.0"),
        "report_metadata": (ONE, None),
        "policy_published": (ONE, None),
        "record": (SOME, None),
    },
    "report_metadata": {
        "org_name": (ONE, ".+"),
        "email": (ONE, r"\S+@\S+"),
        "extra_contact_info": (MAYBE, ".*"),
        "report_id": (ONE, rf"{ATOM}(?:@{ATOM})?"),
        "date_range": (ONE, None),
        "error": (MAYBE, ".*"),
        "generator": (MAYBE, ".*"),
    },
    "date_range": {"begin": (ONE, r"\d+"), "end": (ONE, r"\d+")},
    "policy_published": {
        "domain": (ONE, DOMAIN),
        "discovery_method": (MAYBE, "psl|treewalk"),
        "p": (ONE, POLICY),
        "sp": (MAYBE, POLICY),
        "np": (MAYBE, POLICY),
        "fo": (MAYBE, ".*"),
        "adkim": (MAYBE, "r|s"),
        "aspf": (MAYBE, "r|s"),
        "testing": (MAYBE, "n|y"),
    },
    "record": {
        "row": (ONE, None),
        "identifiers": (ONE, None),
        "auth_results": (ONE, None),
    },
    "row": {
        "source_ip": (ONE, f"{V4}|{V6}"),
        "count": (ONE, r"[1-9]\d*"),
        "policy_evaluated": (ONE, None),
    },
    "policy_evaluated": {
        "disposition": (ONE, f"pass|{POLICY}"),
        "dkim": (ONE, BOTH),
        "spf": (ONE, BOTH),
        "reason": (ANY, None),
    },
    "reason": {"type": (ONE, REASON), "comment": (MAYBE, ".*")},
    "identifiers": {
        "header_from": (ONE, DOMAIN),
        "envelope_from": (MAYBE, ".*"),
        "envelope_to": (MAYBE, DOMAIN),
    },
    "auth_results": {"dkim": (ANY, None), "spf": (MAYBE, None)},
    "dkim": {
        "domain": (ONE, DOMAIN),
        "selector": (ONE, DOMAIN),
        "result": (ONE, DKIM),
        "human_result": (MAYBE, ".*"),
    },
    "spf": {
        "domain": (ONE, DOMAIN),
        "scope": (MAYBE, "mfrom"),
        "result": (ONE, SPF),
        "human_result": (MAYBE, ".*"),
    },
}
"""Element to those inside it: how often, and what stands in it (None: elements)."""


def problems(xml: bytes) -> list[str]:
    """What is not as the schema says."""
    root = ElementTree.fromstring(xml)
    if root.tag != f"{{{DMARC_XMLNS}}}feedback":
        return [f"root: {root.tag}"]
    return list(_problems(root))


def _problems(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    allowed = TREE[name]
    found = [child.tag for child in element]
    known = [f"{{{DMARC_XMLNS}}}{child}" for child in allowed]
    yield from (f"{name}: {tag} is not known" for tag in found if tag not in known)
    if name not in ANYHOW and found != sorted(found, key=known.index):
        yield f"{name}: order of {found}"
    for child, ((least, most), text) in allowed.items():
        inside = element.findall(f"{{{DMARC_XMLNS}}}{child}")
        if not least <= len(inside) <= most:
            yield f"{name}: {len(inside)} times {child}"
        for each in inside:
            if text is None:
                yield from _problems(each)
            elif len(each) or not re.fullmatch(text, each.text or "", re.DOTALL):
                yield f"{child}: {each.text!r}"
