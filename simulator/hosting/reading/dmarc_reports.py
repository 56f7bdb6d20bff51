"""The DMARC aggregate reports of a lab, as files and as a page with tables (RFC 9990).

They are folded from what each server stored (`dmarc.result_stored`), whether or not a
domain wants them sent: whoever teaches may look. A page carries its files inside, for
it must do without a server, too.
"""

from base64 import b64encode
from html import escape

from simulator.hosting.reading.exported_files import Source
from simulator.journal.facts import DmarcResultStored
from simulator.mail import Epoch
from simulator.projections.catalogue import Catalogue, Param, Texts, render
from simulator.protocols.dmarc.aggregate import (
    AggregateReport,
    Reporter,
    report_xml,
    reports_of,
)

UNIX = Epoch("1970-01-01T00:00:00+00:00")
COLUMNS = ("address", "count", "from", "dkim", "spf", "dmarc", "action")
PAGE = "max-width:60rem;margin:0 auto;padding:1rem;font:1rem/1.5 Verdana,sans-serif"
CELL = "border:1px solid #85806f;padding:.3rem .6rem;text-align:left"
WRAPS = "white-space:pre-wrap;overflow-wrap:anywhere"
"""As attributes: the page's policy allows no style sheet of its own."""


def dmarc_reports(source: Source) -> list[AggregateReport]:
    """Of every server that checked, server after server as they stand in the
    scenario."""
    epoch_us = Epoch(source.scenario.epoch).unix_us
    found = []
    for host in source.scenario.hosts:
        if host.server is None:
            continue
        reporter = Reporter.of(host.server.name, host.server.domains)
        results = (
            ((epoch_us + event.at_us) // 1_000_000, event.fact)
            for event in source.journal
            if isinstance(event.fact, DmarcResultStored) and event.host == host.id
        )
        found += reports_of(reporter, results)
    return found


def reports_page(source: Source, texts: Texts, lang: str) -> str:
    """All of them, each as a table and as its file, in the language `lang`."""
    words = texts[lang]
    title = render(words, "ui.dmarc.title")
    found = [_section(report, words) for report in dmarc_reports(source)]
    none = f"<p>{escape(render(words, 'ui.dmarc.none'))}</p>"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title></head>\n"
        f'<body style="{PAGE}"><main>'
        f"<h1>{escape(title)}</h1>\n"
        f"<p>{escape(render(words, 'ui.dmarc.lead'))}</p>\n"
        f"{''.join(found) or none}</main></body></html>\n"
    )


def _section(report: AggregateReport, words: Catalogue) -> str:
    """One report."""
    xml = report_xml(report)
    day = f"{UNIX.at(report.begin_s * 1_000_000):%Y-%m-%d}"
    params: dict[str, Param] = {
        "server": report.reporter.name,
        "domain": report.policy_domain,
        "day": day,
        "policy": " ".join(f"{tag}={said};" for tag, said in report.last.published),
    }
    names = (render(words, f"ui.dmarc.column.{name}") for name in COLUMNS)
    named = escape(render(words, "ui.dmarc.report", params))
    head = "".join(_cell('th scope="col"', name) for name in names)
    rows = "".join(_row(row, count, words) for row, count in report.rows)
    data = b64encode(xml).decode("ascii")
    return (
        f"<section><h2>{named}</h2>\n"
        f"<p>{escape(render(words, 'ui.dmarc.policy', params))}</p>\n"
        f'<div role="group" tabindex="0" aria-label="{named}" style="overflow-x:auto">'
        '<table style="border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n"
        f'<p><a download="{escape(report.file_name)}" '
        f'href="data:text/xml;base64,{data}">'
        f"{escape(render(words, 'ui.dmarc.save'))}</a></p>\n"
        f"<details><summary>{escape(report.file_name)}</summary>"
        f'<pre style="{WRAPS}">{escape(xml.decode())}</pre></details>'
        "</section>\n"
    )


def _row(row: DmarcResultStored, count: int, words: Catalogue) -> str:
    """One kind of message."""
    signed = "; ".join(f"{domain}: {result}" for domain, _, result in row.signatures)
    checked = "; ".join(f"{domain}: {result}" for domain, result in row.spf)
    aligned = "pass" if row.aligned else "fail"
    done = render(words, f"ui.dmarc.action.{row.disposition}")
    if row.reason:
        done += f" ({render(words, f'ui.dmarc.reason.{row.reason}')})"
    about = row.address, str(count), row.author_domain
    cells = (*about, signed or "-", checked or "-", aligned, done)
    return f"<tr>{''.join(_cell('td', cell) for cell in cells)}</tr>"


def _cell(tag: str, text: str) -> str:
    """`tag`: with its attributes."""
    return f'<{tag} style="{CELL}">{escape(text)}</{tag.partition(" ")[0]}>'
