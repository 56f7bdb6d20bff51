"""Ways around the checks of a receiving server: what is read is what was checked."""

import pytest

from simulator.acts import Freeze
from simulator.journal import facts as f
from simulator.protocols.dns import LOOKUPS_US_MAX
from tests.agents.mta.test_authentication import (
    ALL,
    FORGED,
    SUR,
    TRUE,
    delivered,
    found,
    lab_with,
    replies,
    send,
)

NO_ONE_AUTHOR = {
    "(nadie)": "no domain in From",
    f"{FORGED}, {TRUE}": "several domains in From",
    f"{TRUE}\nFrom: {FORGED}": "several From fields",
    f"{TRUE}\nSubject: a\rFrom: {FORGED}": "several From fields",
}


@pytest.mark.parametrize("author", NO_ONE_AUTHOR)
@pytest.mark.parametrize(
    ("policy", "action"),
    [("annotate", "accepted"), ("junk", "filed_as_junk"), ("refuse", "refused")],
)
def test_without_one_author_the_policy_of_the_server_decides(author, policy, action):
    lab = lab_with("p=none", checks=ALL, policy=policy)
    send(lab, TRUE, author=author)
    [fact] = found(lab, f.MessageAuthenticated)
    assert fact.action == action
    assert fact.results[-1] == ("dmarc", "none", "")
    if action == "refused":
        [reply] = replies(lab, ".")
        assert (reply.code, reply.enhanced) == (550, "5.7.1")
        assert reply.reason == "no_single_author"
        assert reply.lines[0].endswith(NO_ONE_AUTHOR[author])


def test_where_dmarc_is_not_checked_nobody_reads_from():
    lab = lab_with(checks=("spf", "dkim"), policy="refuse")
    send(lab, TRUE, author=f"{FORGED}, {TRUE}")
    assert found(lab, f.MessageDelivered)


def test_forged_results_behind_half_a_line_end_are_taken_out():
    """The message leaves with whole lines: there it would be a field."""
    lab = lab_with(policy="annotate")
    send(lab, TRUE, f"X-Note: a\rAuthentication-Results: {SUR}; dmarc=pass")
    assert "dmarc=pass" not in delivered(lab)
    assert "X-Note: a" in delivered(lab)


def test_an_explanation_longer_than_a_line_goes_on_in_the_next_one():
    words = " ".join(["no-somos-nosotros"] * 27)
    lab = lab_with(policy="refuse", explained=words)
    send(lab, FORGED)
    [reply] = replies(lab, "MAIL")
    assert len(reply.lines) == 3
    said = " ".join(reply.lines[1:])
    assert said == f"banco.example explains: {words}"


def test_a_dead_name_server_does_not_hold_a_client_forever():
    """Ten signatures, ten keys, and nobody answers: each check has its own end."""
    lab = lab_with("p=reject", checks=("dkim", "dmarc"), policy="annotate")
    tags = "v=1; a=rsa-sha256; h=from; bh=AAAA; b=AAAA"
    signatures = [f"DKIM-Signature: {tags}; d=d{n}.example; s=s{n}" for n in range(10)]
    lab.apply(Freeze("dns"), "student")
    send(lab, TRUE, *signatures)
    at = {type(event.fact): event.at_us for event in lab.journal}
    read = [e.at_us for e in lab.journal if isinstance(e.fact, f.DkimSignatureRead)]
    one_us = max(b - a for a, b in zip(read, read[1:], strict=False))
    assert at[f.DkimSignatureJudged] - read[0] <= LOOKUPS_US_MAX + one_us
    begun = next(e for e in lab.journal if isinstance(e.fact, f.DmarcCheckBegun))
    assert at[f.DmarcCheckEnded] - begun.at_us <= LOOKUPS_US_MAX + one_us
    assert {r for m, r, _ in found(lab, f.MessageAuthenticated)[0].results} == {
        "temperror"
    }
