"""Why replies are given: what the standards say of each, and that each can be given.

A policy names a reason and its parameters; code, enhanced code and words are the
tables'. A reason that nothing gives any more is dead, and so are its texts.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.protocols.imap import codes as imap
from simulator.protocols.pop3 import codes as pop3
from simulator.protocols.smtp import codes as smtp
from simulator.protocols.smtp import make_reply, verdict

SIMULATOR = Path(__file__).parents[2] / "simulator"

REGISTERED = {
    # RFC 3463 §3.
    *("0.0", "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"),
    *("2.0", "2.1", "2.2", "2.3", "2.4", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5"),
    *("4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"),
    *("5.0", "5.1", "5.2", "5.3", "5.4", "5.5"),
    *("6.0", "6.1", "6.2", "6.3", "6.4", "6.5"),
    *("7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7"),
    # RFC 4954 §6, RFC 5248 §2.4.
    *("5.6", "6.6", "7.8", "7.9", "7.10", "7.11", "7.12", "7.13", "7.14"),
    # RFC 6531 §4.3, RFC 7372 §3, RFC 7505 §4.2.
    *("6.7", "6.8", "6.9", "1.10"),
    *("7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27"),
}
"""Subject and detail of the enhanced codes in the registry of RFC 5248."""

STANDARD = {
    "sender_ok": (250, "2.1.0"),  # RFC 3463 §3.2: other address status
    "recipient_ok": (250, "2.1.5"),  # §3.2: destination address valid
    "recipient_ok.elsewhere": (250, "2.1.5"),
    "will_forward": (251, "2.1.5"),  # RFC 5321 §3.4
    "accepted.named": (250, "2.0.0"),
    "cannot_verify": (252, "2.5.0"),  # RFC 5248: X.5.0 goes with 252, X.5.2 with 50z
    "verified": (250, "2.1.5"),
    "unknown_verb": (500, "5.5.2"),  # RFC 3463 §3.6: syntax error
    "not_offered": (502, "5.5.1"),  # invalid command
    "sequence": (503, "5.5.1"),
    "syntax": (501, "5.5.4"),  # invalid command arguments
    "unknown_parameter": (555, "5.5.4"),  # RFC 5321 §4.1.1.11
    "syntax_local_part": (501, "5.1.3"),  # RFC 3463 §3.2: bad mailbox address syntax
    "no_such_mailbox": (550, "5.1.1"),
    "no_such_domain": (550, "5.1.2"),
    "no_such_domain.no_hosts": (550, "5.4.4"),  # §3.5: only an SOA: unable to route
    "null_mx": (556, "5.1.10"),  # RFC 7505 §4.2
    "ambiguous": (553, "5.1.4"),
    "is_a_list": (550, "5.1.0"),  # RFC 5321 §3.5.1; the address is good, its use is not
    "not_a_list": (550, "5.1.1"),
    "not_a_list.user": (550, "5.1.0"),
    "mailbox_busy": (450, "4.2.1"),
    "mailbox_full": (452, "4.2.2"),
    "over_quota": (552, "5.2.2"),
    "no_storage": (452, "4.3.1"),  # RFC 1870 §6.1
    "too_big": (552, "5.3.4"),  # RFC 1870 §6.1
    "too_many_recipients": (452, "4.5.3"),  # RFC 5321 §4.5.3.1.10
    "too_many_hops": (554, "5.4.6"),  # RFC 3463 §3.5: routing loop detected
    "greylisted": (451, "4.7.1"),  # RFC 6647 §2.1
    "relay_denied": (550, "5.7.1"),
    "dmarc_failed": (550, "5.7.1"),  # RFC 9989 §7.2
    "no_single_author": (550, "5.7.1"),  # RFC 9989 §11.5, RFC 3463 §3.8
    "spf_unsure": (451, "4.7.24"),  # RFC 7208 §8.6, RFC 7372 §3.2
    "dmarc_unsure": (451, "4.4.3"),  # RFC 3463 §3.5: directory server failure
    "spf_failed": (550, "5.7.23"),  # RFC 7372 §3.2
    "tls_required": (530, "5.7.0"),  # RFC 3207 §4
    "auth_ok": (235, "2.7.0"),  # RFC 4954 §6
    "auth_required": (530, "5.7.0"),
    "auth_failed": (535, "5.7.8"),
    "auth_needs_tls": (538, "5.7.11"),
    "auth_unknown": (504, "5.5.4"),
    "auth_malformed": (501, "5.5.2"),
    "auth_line_too_long": (500, "5.5.6"),
    "utf8_not_declared": (553, "5.6.7"),  # RFC 6531 §3.5
    "idle_timeout": (421, "4.4.2"),  # RFC 3463 §3.5: bad connection
}

POP3_CODES = {
    *("LOGIN-DELAY", "IN-USE"),  # RFC 2449 §8.1
    *("SYS/TEMP", "AUTH"),  # RFC 3206 §4, §5
    "UTF8",  # RFC 6856 §5
}

IMAP_CODES = {
    "literal_too_big": ("BAD", "TOOBIG"),  # RFC 7888 §4
    "login_failed": ("NO", "AUTHENTICATIONFAILED"),  # RFC 5530 §3
    "authorization_failed": ("NO", "AUTHORIZATIONFAILED"),
    "privacy_required": ("NO", "PRIVACYREQUIRED"),
    "no_such_mailbox": ("NO", "NONEXISTENT"),
    "already_exists": ("NO", "ALREADYEXISTS"),
    "bad_mailbox_name": ("NO", "CANNOT"),
    "limit": ("NO", "LIMIT"),
    "over_quota": ("NO", "OVERQUOTA"),
    "expunge_issued": ("NO", "EXPUNGEISSUED"),
    "try_create": ("NO", "TRYCREATE"),  # RFC 3501 §7.1
    "bad_charset": ("NO", "BADCHARSET"),
    "has_children": ("NO", "HASCHILDREN"),  # RFC 9051 §7.1
    "message_too_big": ("NO", "TOOBIG"),  # RFC 4469 §4.2
}

SMTP_POLICY = sorted(SIMULATOR.glob("agents/mta/**/*.py"))
STORES = sorted(SIMULATOR.glob("agents/store/*.py"))
SASL = SIMULATOR / "protocols/sasl.py"

TABLES = {
    "smtp": (
        {*smtp.REASONS, *smtp.FORMS, *smtp.VERDICTS},
        [*SMTP_POLICY, SIMULATOR / "mail/address.py"],
    ),
    "pop3": (set(pop3.REASONS), [*STORES, SASL]),
    "imap": (set(imap.REASONS), [*STORES, SASL]),
}
"""Protocol to its reasons, and who gives them besides its engines."""


def constants(path: Path) -> Iterator[str]:
    """Every string written in a module, but the keys of tables of reasons."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    keys = {
        id(key)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "Reason"
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in keys:
            yield node.value


@pytest.mark.parametrize("reason", STANDARD)
def test_codes_are_those_of_the_standards(reason):
    reply = make_reply(reason)
    assert (reply.code, reply.enhanced) == STANDARD[reason]
    assert reply.reason == reason.partition(".")[0]


@pytest.mark.parametrize("table", [smtp.REASONS, smtp.FORMS, smtp.VERDICTS])
def test_every_enhanced_code_is_registered_and_of_its_class(table):
    for reason, found in table.items():
        if not found.enhanced:
            continue
        digit, _, rest = found.enhanced.partition(".")
        assert rest in REGISTERED, reason
        assert digit == str(found.code or 4)[0], reason


def test_a_form_has_the_reply_class_of_its_reason():
    for form, found in smtp.FORMS.items():
        assert found.code // 100 == smtp.REASONS[form.partition(".")[0]].code // 100


def test_a_verdict_reads_as_a_reply_would():
    assert verdict("no_such_mailbox") == (550, "5.1.1 No such mailbox here")
    assert verdict("no_such_domain.no_hosts")[1].startswith("5.4.4 ")
    assert verdict("connection_lost", "Timed out") == (0, "4.4.2 Timed out")
    assert not set(smtp.VERDICTS) & set(smtp.REASONS)


def test_codes_of_pop3_are_those_of_the_standards():
    assert {reason.code for reason in pop3.REASONS.values()} - {""} == POP3_CODES


@pytest.mark.parametrize("reason", IMAP_CODES)
def test_codes_of_imap_are_those_of_the_standards(reason):
    found = imap.REASONS[reason]
    assert (found.status, found.code) == IMAP_CODES[reason]


def test_no_other_code_of_imap_is_given():
    given = {reason.code for reason in imap.REASONS.values()} - {""}
    assert given == {code for _, code in IMAP_CODES.values()}


@pytest.mark.parametrize("protocol", TABLES)
def test_every_reason_can_be_given(protocol):
    reasons, others = TABLES[protocol]
    engine = SIMULATOR.glob(f"protocols/{protocol}/**/*.py")
    written = {
        constant
        for path in (*engine, *others)
        if path.name != "codes.py"
        for constant in constants(path)
    }
    assert reasons - written == set()


@pytest.mark.parametrize("path", [*SMTP_POLICY, *STORES], ids=lambda path: path.name)
def test_a_policy_writes_no_words_and_no_codes(path):
    """It calls `make_reply`, `verdict` and `Refusal`; lines it adds are data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        assert name != "Reply", ast.unparse(node)
        if name in ("make_reply", "Refusal"):
            words = [*node.args[1:], *(k.value for k in node.keywords)]
            assert not [w for w in words if isinstance(w, ast.Constant)], name
            assert not any(isinstance(w, ast.JoinedStr) for w in words), name
