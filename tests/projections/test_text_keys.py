"""Every text is asked for by somebody, or explains a value of a registered table.

A key is found where it is written whole (Python, JavaScript, templates, scenarios), by
a pattern of which it may be an instance (`f"say.smtp.no.{reason}"`), or in a family
that this file knows. A text that nothing can ask for is dead, and fails here.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from simulator.projections.catalogue import load
from simulator.protocols.imap import codes as imap
from simulator.protocols.imap import states as imap_states
from simulator.protocols.pop3 import codes as pop3
from simulator.protocols.pop3 import states as pop3_states
from simulator.protocols.smtp import codes as smtp
from simulator.protocols.smtp import states as smtp_states
from tests.protocols.test_reasons import REGISTERED

ROOT = Path(__file__).parents[2]
KEY = r"[a-z0-9_]+(?:\.[A-Za-z0-9_/-]+)+"

RESPONSE_CODES = {
    # RFC 3501 §7.1, RFC 4315 §3, RFC 5530 §3: what other servers may say.
    *("ALERT", "BADCHARSET", "CAPABILITY", "PERMANENTFLAGS", "READ-ONLY"),
    *("READ-WRITE", "TRYCREATE", "UIDNEXT", "UIDVALIDITY", "UNSEEN"),
    *("APPENDUID", "COPYUID", "UNKNOWN-CTE", "TOOBIG", "OVERQUOTA"),
    *("UNAVAILABLE", "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"),
    *("PRIVACYREQUIRED", "CONTACTADMIN", "NOPERM", "INUSE", "EXPUNGEISSUED"),
    *("CORRUPTION", "SERVERBUG", "CANNOT", "LIMIT", "ALREADYEXISTS", "NONEXISTENT"),
    # The statuses of RFC 3501 §7.1, and what follows a first line.
    *("OK", "NO", "BAD", "BYE", "PREAUTH", "more"),
}

EXPLAINED = {
    **{f"code.{code}": smtp.CODES for code in smtp.CODES},
    **{f"code.first.{digit}": smtp.CLASSES for digit in smtp.CLASSES},
    **{f"code.second.{digit}": smtp.CATEGORIES for digit in smtp.CATEGORIES},
    **{f"code.pop3.{r.code}": pop3.REASONS for r in pop3.REASONS.values() if r.code},
    **dict.fromkeys(("code.pop3.ok", "code.pop3.err", "code.pop3.more"), ()),
    "code.pop3.SYS/PERM": "RFC 3206 §4: what other servers may say",
    **{f"code.imap.{r.code}": imap.REASONS for r in imap.REASONS.values() if r.code},
    **{f"code.imap.{code}": RESPONSE_CODES for code in RESPONSE_CODES},
    **{f"enhanced.{detail}": REGISTERED for detail in REGISTERED},
    **{f"machine.smtp.{s.lower()}": smtp_states.TABLE for s in smtp_states.State},
    **{f"machine.pop3.{s.lower()}": pop3_states.TABLE for s in pop3_states.State},
    **{f"machine.imap.{s.lower()}": imap_states.TABLE for s in imap_states.State},
}
"""Texts that say what a code or a state means: key to the table it is of. The inspector
asks for them by pattern (`model/code-meanings.js`, `inspector/session.js`)."""

FAMILIES = ("code.", "enhanced.", "machine.")

RECITED = {
    "webmail": ("simulator/agents/webmail", "simulator/agents/mua"),
    "notice": ("simulator/mail", "simulator/agents/mta"),
}
"""Families handed to a program whole: it asks for the rest of the key."""


def literals(tree: ast.AST) -> Iterator[str]:
    """Strings of Python; what is put into one of them is a `*`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "*"
                for part in node.values
            )


def quoted(source: str) -> Iterator[str]:
    """Words in quotes of JavaScript, templates and TOML, in the same way, and those in
    quotes within what is put into others."""
    words = r"""(?=(['"`])((?:[\w.%$/-]|\$\{[^}`]*\})+)\1)"""
    for found in re.finditer(words, source):
        yield re.sub(r"\$\{[^}]*\}|%s", "*", found[2])


@cache
def written() -> frozenset[str]:
    """Every literal of the sources."""
    found: set[str] = set()
    for path in (ROOT / "app.py", *ROOT.glob("simulator/**/*.py")):
        found.update(literals(ast.parse(path.read_text(encoding="utf-8"))))
    patterns = ("static/src/**/*.js", "templates/*", "lessons/**/*.toml")
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            found.update(quoted(path.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def asked_for() -> re.Pattern[str]:
    """All patterns of two parts and more, and whole prefixes that get a last part."""
    parts = [
        ".+".join(map(re.escape, literal.split("*")))
        for literal in written()
        if re.match(r"[a-z0-9_]+\.", literal) and "*" in literal
    ]
    prefixes = [
        re.escape(literal) + r"(?:(?<=[._])|\.).+"
        for literal in written()
        if re.fullmatch(KEY + r"[._]?", literal)
    ]
    return re.compile("|".join((*parts, *prefixes)))


def said_by(folders: Iterable[str]) -> set[str]:
    """Every literal of some folders."""
    return {
        literal
        for folder in folders
        for path in (ROOT / folder).glob("**/*.py")
        for literal in literals(ast.parse(path.read_text(encoding="utf-8")))
    }


def dead() -> list[str]:
    """Keys nobody can ask for."""
    recited = {
        f"{family}.{word}"
        for family, folders in RECITED.items()
        for word in said_by(folders)
    }
    known = written() | recited
    keys = load()[load().first]
    return [k for k in keys if k not in known and not asked_for().fullmatch(k)]


def test_every_text_is_asked_for_or_explains_a_registered_value():
    assert dead() == []


def test_every_explanation_of_a_value_is_of_a_registered_one():
    keys = [key for key in load()[load().first] if key.startswith(FAMILIES)]
    assert [key for key in keys if key not in EXPLAINED] == []
    assert [key for key in EXPLAINED if key not in keys] == []


def test_every_explanation_of_a_value_is_shown_by_a_view():
    views = {
        literal
        for path in ROOT.glob("static/src/**/*.js")
        for literal in quoted(path.read_text(encoding="utf-8"))
        if literal.startswith(FAMILIES)
    }
    patterns = [".+".join(map(re.escape, view.split("*"))) for view in views]
    shown = re.compile("|".join(patterns))
    assert [key for key in EXPLAINED if not shown.fullmatch(key)] == []


def test_every_text_of_a_reply_is_of_a_reason_or_of_the_narrators():
    """`say.smtp.no.REASON` and kin: a pattern that would keep dead reasons alive."""
    reasons = {"smtp": smtp.REASONS, "pop3": pop3.REASONS, "imap": imap.REASONS}
    narrators = said_by(["simulator/projections/narration"])
    for key in load()[load().first]:
        found = re.fullmatch(r"(?:say|why)\.(smtp|pop3|imap)\.no\.(\w+)", key)
        if found and found[2] not in reasons[found[1]]:
            assert found[2] in narrators or re.fullmatch(r"class\d", found[2]), key


@pytest.mark.parametrize("key", ["say.smtp.no.policy", "ui.nobody.asks", "code.999"])
def test_a_key_is_not_alive_because_its_family_is(key):
    assert key not in EXPLAINED and key not in written()
