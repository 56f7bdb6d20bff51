"""How DMARC ends is told by its cause, not by its result alone."""

import pytest

from tests.agents.mta.test_authentication import ALL, FORGED, TRUE, lab_with, send
from tests.projections.narration.runs import keys


@pytest.mark.parametrize(
    ("asked", "author", "end"),
    [
        ("p=reject", FORGED, "fail_reject"),
        ("p=quarantine", FORGED, "fail_quarantine"),
        ("p=none", FORGED, "fail_none"),
        ("p=reject; t=y", FORGED, "fail_quarantine"),
        ("p=quarantine; t=y", FORGED, "fail_testing"),
        ("p=none; t=y", FORGED, "fail_none"),
        ("", FORGED, "none"),
        ("p=reject", f"{FORGED}, {TRUE}", "no_author"),
        ("p=reject", "(nadie)", "no_author"),
    ],
)
def test_the_end_says_what_it_came_from(asked, author, end):
    lab = lab_with(asked, checks=ALL, policy="annotate")
    send(lab, TRUE, author=author)
    told = [key for key in keys(lab) if key.startswith("dmarc.ended.")]
    assert told == [f"dmarc.ended.{end}"]
