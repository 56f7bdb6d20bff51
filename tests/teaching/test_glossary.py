"""The glossary: complete against what engines and pages know, in every language."""

import msgspec
import pytest

from simulator.hosting.addresses.doors import VIEWS
from simulator.languages import read
from simulator.protocols.imap import codes as imap_codes
from simulator.protocols.imap import config as imap_config
from simulator.protocols.imap import states as imap
from simulator.protocols.pop3 import codes as pop3_codes
from simulator.protocols.pop3 import config as pop3_config
from simulator.protocols.pop3 import states as pop3
from simulator.protocols.smtp import codes as smtp_codes
from simulator.protocols.smtp import states as smtp
from simulator.protocols.smtp.extensions import EXTENSIONS
from simulator.rfc import INDEX
from simulator.teaching import LessonError, load_glossary
from simulator.teaching.playing import SHIPPED
from tests.teaching.test_slides import COURSE, LIBRARY
from tests.worlds import LANGUAGES

GLOSSARY = load_glossary(SHIPPED, COURSE, LIBRARY)
TEXTS = read()
COMMANDS = {
    "smtp": set(smtp.VERBS) - set(smtp.NO_COMMANDS),
    "pop3": set(pop3.VERBS) - {pop3.RESPONSE},
    "imap": set(imap.VERBS),
}
NO_MEANING = {"code.first", "code.second", "code.pop3", "code.imap"}
ENTRY = """
group = "terms"
order = 1
[[entry]]
id = "octet"
name = "octet"
{more}
"""


def spoken(kind: str) -> str:
    """Names and forms of all entries of groups that begin with `kind`, in one text."""
    names = [
        GLOSSARY.name(entry.id, "en")
        for entry in GLOSSARY.entries.values()
        if GLOSSARY.group_of[entry.id].startswith(kind)
    ]
    return " ".join(names)


@pytest.mark.parametrize("protocol", COMMANDS)
def test_every_command_of_the_engines_has_an_entry(protocol):
    found = {
        entry.command
        for entry in GLOSSARY.entries.values()
        if GLOSSARY.groups[GLOSSARY.group_of[entry.id]] == protocol
    }
    assert found - {""} == COMMANDS[protocol]


def test_every_verb_that_is_known_and_not_offered_has_an_entry():
    assert (
        smtp_codes.NOT_OFFERED - set(spoken("smtp_commands").replace(",", "").split())
        == set()
    )


def test_every_reply_code_has_an_entry_that_cites_where_it_is_defined():
    for code, known in smtp_codes.CODES.items():
        entry = GLOSSARY.entries[str(code)]
        assert entry.keys == (f"code.{code}",)
        assert known.rfc in entry.cites


@pytest.mark.parametrize(
    ("kind", "reasons"), [("pop3", pop3_codes.REASONS), ("imap", imap_codes.REASONS)]
)
def test_every_response_code_that_a_server_gives_has_an_entry(kind, reasons):
    given = {f"[{reason.code}]" for reason in reasons.values() if reason.code}
    assert given - set(spoken(f"{kind}_responses").split()) == set()


def test_every_extension_parameter_and_capability_has_an_entry():
    announced = {extension.keyword for extension in EXTENSIONS.values()}
    announced |= {p.keyword for e in EXTENSIONS.values() for p in e.parameters}
    announced |= {c.split()[0] for c in pop3_config.CAPABILITIES}
    announced |= set(imap_config.EXTENSIONS)
    names = spoken("").replace(",", "").split()
    assert announced - set(names) - {"BODY"} == set()


@pytest.mark.parametrize("section", ["code.", "enhanced.", "field.", "dsn."])
def test_whatever_the_page_explains_is_in_the_glossary(section):
    """Header fields, fields of notices, codes: each text is the meaning of an entry."""
    told = {key for entry in GLOSSARY.entries.values() for key in entry.keys}
    kept = {key for key in TEXTS["es"] if key.startswith(section)}
    no_fields = {key for key in kept if key.count(".") > 1 and section == "dsn."}
    assert kept - told - no_fields - {"code.second.3"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_says_what_it_means_shortly_and_in_that_language(language):
    page = GLOSSARY.page(language)
    for entry in page.entries:
        assert entry.name and entry.means, entry.id
        assert len(entry.means) < 330, entry.id
        assert entry.means[-1] in ".?…»”" or entry.id[0] == "x", entry.id
    assert {entry.group for entry in page.entries} == set(page.groups)
    for group in (*page.groups, "rfcs"):
        assert f"ui.glossary.group.{group}" in TEXTS[language]


def test_words_of_our_own_are_in_both_languages_and_differ():
    for entry in GLOSSARY.entries.values():
        for words in (entry.means, *(other.why for other in entry.unlike)):
            if words:
                assert set(words) >= {"es", "en"}, entry.id
                assert words["es"] != words["en"], entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_are_named_by_the_same_form(language):
    terms = GLOSSARY.terms(language)
    forms = [form for term in terms for form in term.words.split("|")]
    assert len(forms) == len(set(forms))
    assert all(form == form.strip() != "" for form in forms)


def test_every_rfc_is_listed_with_a_status_that_has_words():
    page = GLOSSARY.page("es")
    assert [rfc.number for rfc in page.rfcs] == sorted(INDEX)
    for rfc in page.rfcs:
        assert f"ui.glossary.level.{rfc.level}" in TEXTS["es"]


def test_what_can_be_tried_leads_to_a_page_there_is():
    tried = {e.id: e.tries for e in GLOSSARY.page("es").entries if e.tries}
    assert tried["spf"] == "sender/spf"
    assert {place.partition("/")[0] for place in tried.values()} <= {*VIEWS.values()}


def test_an_entry_leads_to_the_scene_and_the_lessons_that_show_it():
    [mail] = [each for each in GLOSSARY.page("en").entries if each.id == "mail"]
    assert mail.scene.startswith("/escena/s21-2")
    assert [lesson.number for lesson in mail.lessons] == ["L09", "L10"]
    assert mail.syntax == "MAIL FROM:<reverse-path>"
    assert mail.cites == ("5321#4.1.1.2",)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("", "means nothing"),
        ('keys = ["why.nothing"]', "no text has the key"),
        ('keys = ["say.smtp.ask.mail.client"]', "tells of a machine"),
        ('means.es = "x"\ncites = ["5321#9.9"]', "no such section"),
        ('means.es = "x"\nshows = "S99.1"', "there is no claim"),
        ('means.es = "x"\ncommand = "RCPT"', "has no command"),
        ('means.en = "x"', "lacks its words in 'es'"),
        (
            'means.es = "x"\n[[entry.unlike]]\nid = "bit"\nwhy.es = "x"',
            "no entry 'bit'",
        ),
        (
            'means.es = "x"\n[[entry]]\nid = "octet"\nname = "x"\nmeans.es = "x"',
            "already",
        ),
    ],
)
def test_an_entry_that_leads_nowhere_is_refused_with_its_place(tmp_path, more, reason):
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/terms.toml").write_text(ENTRY.format(more=more))
    with pytest.raises(LessonError, match="octet|entry") as refused:
        load_glossary(tmp_path, COURSE, LIBRARY)
    assert reason in str(refused.value)


def test_the_page_can_be_served():
    page = GLOSSARY.page("es")
    assert msgspec.json.decode(msgspec.json.encode(page), type=type(page)) == page
