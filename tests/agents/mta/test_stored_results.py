"""What a server keeps of each checked message, and the report that comes of it."""

import pytest

from simulator.acts import ServiceOff
from simulator.hosting.reading.dmarc_reports import dmarc_reports, reports_page
from simulator.hosting.reading.exported_files import Source
from simulator.journal import facts as f
from simulator.languages import read
from simulator.projections.served_journal import ServedJournal
from simulator.protocols.dmarc.aggregate import report_xml
from simulator.scenario import scenario_view
from tests.agents.mta.test_authentication import (
    ALL,
    FORGED,
    TRUE,
    found,
    lab_with,
    send,
)
from tests.protocols.dmarc.schema import problems
from tests.worlds import LANGUAGES, demonstrated


@pytest.mark.parametrize(
    ("asked", "policy", "disposition", "reason"),
    [
        ("p=reject", "refuse", "reject", ""),
        ("p=reject", "junk", "quarantine", "local_policy"),
        ("p=reject", "annotate", "none", "local_policy"),
        ("p=quarantine", "refuse", "quarantine", ""),
        ("p=none", "refuse", "none", ""),
        ("p=reject; t=y", "refuse", "quarantine", "policy_test_mode"),
        ("p=reject; t=y", "annotate", "none", "local_policy"),
    ],
)
def test_what_was_done_is_kept_and_why_it_is_not_what_was_asked(
    asked, policy, disposition, reason
):
    lab = lab_with(asked, checks=ALL, policy=policy)
    send(lab, TRUE, author=FORGED)
    [row] = found(lab, f.DmarcResultStored)
    assert (row.disposition, row.reason) == (disposition, reason)
    assert (row.address, row.envelope_from) == ("203.0.113.66", "malo.example")
    assert row.spf == (("malo.example", "pass"),) and row.aligned == ()


def test_defaults_are_filled_in():
    lab = lab_with("p=quarantine; np=reject; adkim=s", checks=ALL, policy="annotate")
    send(lab, "", author=FORGED)
    [row] = found(lab, f.DmarcResultStored)
    assert dict(row.published) == {
        **{"p": "quarantine", "sp": "quarantine", "np": "reject"},
        **{"adkim": "s", "aspf": "r", "testing": "n"},
    }
    assert row.envelope_from == ""


def test_of_a_flood_of_addresses_some_are_kept():
    uris = ",".join(f"mailto:a{n}@b.example" for n in range(8))
    lab = lab_with(f"p=none; rua=https:x,{uris}", checks=ALL, policy="annotate")
    send(lab, TRUE, author=FORGED)
    [row] = found(lab, f.DmarcResultStored)
    assert row.rua == tuple(f"a{n}@b.example" for n in range(8))


@pytest.mark.parametrize("dmarc", ["", "p=reject"])
def test_nothing_is_kept_without_a_policy_or_where_it_will_come_again(dmarc):
    lab = lab_with(dmarc, checks=ALL, policy="refuse", unsure="defer")
    if dmarc:
        lab.apply(ServiceOff("dns", "dns"), "student")
    send(lab, TRUE, author=FORGED)
    assert found(lab, f.DmarcResultStored) == []


def source(name):
    lab = demonstrated(name)
    view = scenario_view(lab.scenario)
    return Source(lab.scenario, 7, lab.journal, ServedJournal(lab.journal, view))


def test_a_report_counts_what_the_journal_has():
    [report] = dmarc_reports(source("falso-remitente"))
    assert (report.reporter.name, report.policy_domain) == (
        "mx1.sur.example",
        "banco.example",
    )
    rows = [(row.address, row.disposition, n) for row, n in report.rows]
    assert rows == [("203.0.113.66", "reject", 1), ("198.51.100.80", "pass", 1)]
    assert problems(report_xml(report)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_a_table_and_the_file(lang):
    [report] = dmarc_reports(source("falso-remitente"))
    page = reports_page(source("falso-remitente"), read(), lang)
    assert f'download="{report.file_name}"' in page
    assert "203.0.113.66" in page and page.count("<tr>") == 3


def test_without_results_the_page_says_so():
    page = reports_page(source("primera-carta"), read(), "en")
    assert "<table" not in page and "has come yet" in page
