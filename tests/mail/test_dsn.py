"""A notice encloses whatever letter it is about, even one written to break out."""

import email
import email.policy

from simulator.mail.dsn import Report, ReportedRecipient, compose_report

RECIPIENT = ReportedRecipient(
    original="",
    final="nadie@sur.example",
    status="5.1.1",
    remote="mx1.sur.example",
    code=550,
    text="5.1.1 No such mailbox",
)


def report(content: bytes) -> Report:
    return Report(
        name="norte-7",
        server="smtp.norte.example",
        date="Mon, 23 Nov 2026 09:00:00 +0100",
        arrived="Mon, 23 Nov 2026 08:00:00 +0100",
        action="failed",
        envelope_id="",
        reverse_path="ana@norte.example",
        recipients=(RECIPIENT,),
        content=content,
        words=({"failed": "No llegó a:"}, {"failed": "It did not arrive at:"}),
    )


def read(content: bytes):
    notice = compose_report(report(content))
    return email.message_from_bytes(notice, policy=email.policy.compat32).get_payload()


def test_a_notice_has_three_parts():
    kinds = [
        part.get_content_type() for part in read(b"Subject: Hola\r\n\r\nHola.\r\n")
    ]
    assert kinds == ["text/plain", "message/delivery-status", "message/rfc822"]


def test_a_letter_cannot_close_the_notice_it_is_in():
    line = "--norte-7.report/smtp.norte.example"
    text = f"{line}--\r\n{line}\r\nthe end\r\n"
    *_, about = read(f"Subject: x\r\n\r\n{text}".encode())
    (letter,) = about.get_payload()
    assert letter.get_payload().splitlines() == text.splitlines()
