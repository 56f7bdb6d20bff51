"""An aggregate report as a message (RFC 9990 §3.5.2): the file, and nothing else."""

from simulator.protocols.dmarc.aggregate import AggregateReport, report_xml


def report_message(report: AggregateReport, name: str, to: str, date: str) -> bytes:
    """The octets, every line ended with CRLF. `name`: in the queue; `date`: as
    `dates.date_at` gives it. Not compressed, which is allowed: gzip writes other octets
    on other machines."""
    domain, submitter = report.policy_domain, report.reporter.name
    head = (
        f"Date: {date}",
        f"From: {report.reporter.email}",
        f"To: {to}",
        f"Subject: Report Domain: {domain}",
        f" Submitter: {submitter}",
        f" Report-ID: <{report.report_id}>",
        f"Message-ID: <{name}@{submitter}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/xml",
        "Content-Disposition: attachment;",
        f'\tfilename="{report.file_name}"',
    )
    body = report_xml(report).replace(b"\n", b"\r\n")
    return "\r\n".join((*head, "", "")).encode("utf-8") + body
