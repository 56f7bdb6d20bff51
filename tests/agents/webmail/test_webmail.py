"""The webmail: every address, right and wrong, and what happens in the mailbox."""

import re
from urllib.parse import quote

import msgspec
import pytest

from simulator.acts import Crash, Fill, Restart, ServiceOff, ServiceOn
from simulator.agents.config import MessageConfig
from simulator.agents.webmail.negotiation import negotiated
from simulator.journal import facts as f
from simulator.languages import read
from tests.agents.mailbox_reader import BENITO, Reader, three_ways

BOOK, CINEMA = "El libro", "¿Vienes al cine?"
ES, EN = (read().section(language, "webmail.") for language in ("es", "en"))


@pytest.fixture
def reader():
    """Benito, logged in."""
    reader = Reader()
    assert reader.log_in() == 200
    return reader


def uid_of(reader: Reader, subject: str, folder: str = "INBOX") -> str:
    reader.get(f"/folder/{quote(folder)}")
    rows = re.findall(r'<a href="/letter/[^"]*/(\d+)">(?:<b>)?([^<]*)', reader.page)
    return next(uid for uid, shown in rows if shown == subject)


# --- the door -------------------------------------------------------------------------


def test_the_front_page_asks_for_user_and_password():
    reader = Reader()
    assert reader.get() == 200
    assert 'name="password" type="password"' in reader.page


def test_the_right_password_leads_to_the_list(reader):
    assert reader.shown.address.endswith("/folder/INBOX")
    for subject in reader.stored():
        assert subject in reader.text


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("benito", "otra"),
        ("nadie", "benito-secreta"),
        ("", ""),
        ("benito", "benito-secreta\r\nx LOGOUT"),
        ("benito@malo.example", "benito-secreta"),
        ('be"nito\\', "ñ"),
    ],
)
def test_a_wrong_password_does_not_lead_to_the_list(user, password):
    reader = Reader()
    assert reader.log_in(user, password) == 403
    assert ES["wrong"] in reader.text
    reader.get("/folder/INBOX")
    assert reader.shown.address.endswith("example/")


def test_the_whole_address_is_a_user_too():
    assert Reader().log_in(BENITO) == 200


def test_a_logged_in_person_skips_the_front_page(reader):
    reader.get("/")
    assert reader.shown.address.endswith("/folder/INBOX")


@pytest.mark.parametrize(
    "target", ["/folder/INBOX", "/letter/INBOX/1", "/write", "/folder/Enviados?x=1"]
)
def test_without_a_cookie_every_page_leads_to_the_front_page(target):
    reader = Reader()
    assert reader.get(target) == 200
    assert ES["enter"] in reader.text
    assert BOOK not in reader.text


@pytest.mark.parametrize("target", ["/delete", "/mark", "/move", "/send", "/folder"])
def test_without_a_cookie_nothing_is_done(target):
    reader = Reader()
    before = reader.stored()
    reader.post(target, folder="INBOX", uid="1", flag="seen", on="1", to="Papelera")
    assert ES["enter"] in reader.text
    assert reader.stored() == before
    assert not reader.facts(f.ImapCommandReceived)


def test_after_logging_out_the_cookie_is_not_accepted(reader):
    reader.post("/logout")
    assert ES["enter"] in reader.text
    reader.get("/folder/INBOX")
    assert ES["enter"] in reader.text


# --- reading --------------------------------------------------------------------------


def test_the_list_leaves_everything_unread(reader):
    assert not any("\\Seen" in flags for flags in reader.stored().values())


def test_reading_a_message_marks_it_alone(reader):
    assert reader.get(f"/letter/INBOX/{uid_of(reader, BOOK)}") == 200
    assert "Te dejé el libro" in reader.text
    seen = [s for s, flags in reader.stored().items() if "\\Seen" in flags]
    assert seen == [BOOK]


def test_a_message_leads_back_to_the_list_it_came_from(reader):
    reader.get(f"/letter/INBOX/{uid_of(reader, BOOK)}")
    assert '<a href="/folder/INBOX">INBOX</a>' in reader.page
    reader.get("/folder/INBOX")
    assert '<a href="/folder/INBOX">' not in reader.page


def test_attachments_are_named_and_not_fetched_by_the_browser(reader):
    uid = uid_of(reader, "Fotos de la excursión")
    reader.get(f"/letter/INBOX/{uid}")
    assert "fotos.bin" in reader.text
    assert len(reader.page) < 5_000


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("/letter/INBOX/99", "gone"),
        ("/letter/INBOX/0", "not_found"),
        ("/letter/INBOX/x", "not_found"),
        ("/letter/INBOX", "not_found"),
        ("/letter/Nada/1", "gone"),
        ("/folder/Nada", "no_folder"),
        ("/folder/%00%0D%0A", "no_folder"),
        ("/nada", "not_found"),
        ("//[", "not_found"),
        ("/%FF", "not_found"),
    ],
)
def test_a_message_that_is_not_there_is_404(reader, target, word):
    assert reader.get(target) == 404
    assert ES[word] in reader.text


def test_a_wrong_method_is_answered_with_the_allowed_ones(reader):
    assert reader.get("/send") == 405
    assert ES["no_method"] in reader.text
    answer = reader.facts(f.HttpResponseSent)[-1]
    assert "Allow: POST\r\n" in answer.octets


def test_pages_are_in_the_language_of_the_browser(reader):
    reader.get("/folder/INBOX", language="en")
    assert EN["write"] in reader.text and ES["write"] not in reader.text


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("es;q=0.1, en;q=0.2", "en"),
        ("fr, de", "es"),
        ("", "es"),
        ("en;q=x", "en"),
    ],
)
def test_the_first_language_asked_for_is_used(asked, spoken):
    assert negotiated(asked, ("es", "en")) == spoken


# --- changing -------------------------------------------------------------------------


def test_a_flag_is_set_and_taken_off(reader):
    uid = uid_of(reader, BOOK)
    for on, there in (("1", True), ("0", False)):
        reader.post("/mark", folder="INBOX", uid=uid, flag="flagged", on=on)
        assert ("\\Flagged" in reader.stored()[BOOK]) is there
        assert (ES["flagged"] in reader.text) is there


def test_what_was_read_is_unread_again(reader):
    uid = uid_of(reader, BOOK)
    reader.get(f"/letter/INBOX/{uid}")
    reader.post("/mark", folder="INBOX", uid=uid, flag="seen", on="0")
    assert "\\Seen" not in reader.stored()[BOOK]


def test_deleting_moves_to_the_trash_and_from_there_removes(reader):
    reader.post("/delete", folder="INBOX", uid=uid_of(reader, BOOK))
    assert BOOK not in reader.stored()
    assert BOOK in reader.stored("Papelera")
    uid = uid_of(reader, BOOK, "Papelera")
    reader.post("/delete", folder="Papelera", uid=uid)
    assert reader.stored("Papelera") == {}


def test_without_a_trash_deleting_removes_at_once():
    plan = three_ways()
    folders = tuple(each for each in plan.folders if "Trash" not in each.special_use)
    reader = Reader(msgspec.structs.replace(plan, folders=folders))
    reader.log_in()
    reader.post("/delete", folder="INBOX", uid=uid_of(reader, BOOK))
    assert BOOK not in reader.stored()
    assert "Papelera" not in reader.text


def test_a_message_is_moved_to_a_new_folder(reader):
    assert reader.post("/folder", name="Año nuevo & <más>") == 200
    assert "Año nuevo & <más>" in reader.text
    uid = uid_of(reader, BOOK)
    reader.post("/move", folder="INBOX", uid=uid, to="Año nuevo & <más>")
    assert BOOK not in reader.stored()
    assert BOOK in reader.stored("Año nuevo & <más>")
    assert reader.get("/folder/" + quote("Año nuevo & <más>", safe="")) == 200
    assert BOOK in reader.text


@pytest.mark.parametrize(
    ("target", "form", "status", "word"),
    [
        ("/folder", {"name": "  "}, 400, "bad_form"),
        ("/folder", {"name": "Enviados"}, 404, "bad_folder"),
        ("/folder", {"name": "x" * 300}, 404, "bad_folder"),
        ("/mark", {"uid": "1", "flag": "seen2"}, 400, "bad_form"),
        ("/mark", {"uid": "", "flag": "seen"}, 400, "bad_form"),
        ("/mark", {"folder": "Nada", "uid": "1", "flag": "seen"}, 404, "gone"),
        ("/delete", {"uid": "1 2"}, 400, "bad_form"),
        ("/delete", {"folder": "Nada", "uid": "1"}, 404, "gone"),
        ("/move", {"uid": "1"}, 400, "bad_form"),
        ("/move", {"uid": "1", "to": "Nada"}, 404, "gone"),
        ("/delete", {f"f{n}": "x" for n in range(60)}, 400, "bad_form"),
        ("/mark", {"uid": "\ud800", "flag": "\ud800"}, 400, "bad_form"),
    ],
)
def test_a_form_that_is_wrong_changes_nothing(reader, target, form, status, word):
    before = reader.stored()
    assert reader.post(target, **form) == status
    assert ES[word] in reader.text
    assert reader.stored() == before


# --- writing --------------------------------------------------------------------------


def test_a_message_sent_arrives_and_a_copy_is_kept(reader):
    form = {"to": "carla@sur.example", "subject": "Mañana", "text": "Hola.\nAdiós."}
    assert reader.post("/send", cc="ana@norte.example, " + BENITO, **form) == 200
    assert "Mañana" in reader.stored()
    assert reader.stored("Enviados") == {"Mañana": {"\\Seen"}}
    carla = reader.lab.world.stores["sur"].mailboxes["carla@sur.example"]
    content = carla.messages[-1].content
    assert b"\r\nFrom: benito@sur.example\r\n" in content
    assert b"\r\nCc: ana@norte.example,benito@sur.example\r\n" in content.replace(
        b", ", b","
    )
    assert b"Received: " in content


def test_an_answer_fills_in_recipient_subject_and_reference(reader):
    reader.get(f"/letter/INBOX/{uid_of(reader, 'Receta de la tortilla')}")
    uid = uid_of(reader, CINEMA)
    reader.get(f"/letter/INBOX/{uid}")
    target = re.search(r'href="(/write\?[^"]*)"', reader.page)[1]
    assert reader.get(target.replace("&amp;", "&")) == 200
    form = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', reader.page))
    assert form["to"] == "ana@norte.example"
    assert form["subject"] == f"Re: {CINEMA}"
    assert form["in_reply_to"] == "&lt;cine@norte.example&gt;"
    reader.post(
        "/send",
        to="carla@sur.example",
        subject=form["subject"],
        text="Sí",
        in_reply_to="<cine@norte.example>",
        references="<cine@norte.example> no-id <x@norte.example>",
    )
    box = reader.lab.world.stores["sur"].mailboxes["carla@sur.example"]
    content = box.messages[-1].content
    assert b"In-Reply-To: <cine@norte.example>\r\n" in content
    assert b"no-id" not in content


def test_a_subject_cannot_be_a_field(reader):
    reader.post(
        "/send", to="carla@sur.example", subject="x\r\nBcc: ana@norte.example", text=""
    )
    box = reader.lab.world.stores["sur"].mailboxes["carla@sur.example"]
    assert b"\nBcc:" not in box.messages[-1].content


@pytest.mark.parametrize("to", ["", "  ,", "carla", "carla@", "<script>"])
def test_without_an_address_the_form_comes_back_as_it_was(reader, to):
    assert reader.post("/send", to=to, subject="Hola", text="<b>x</b>") == 400
    assert ES["no_recipient"] in reader.text
    assert 'value="Hola"' in reader.page and "&lt;b&gt;x&lt;/b&gt;" in reader.page
    assert not reader.facts(f.MessageComposed)


def test_what_the_mail_server_says_is_shown(reader):
    assert reader.post("/send", to="noexiste@sur.example", subject="x", text="y") == 502
    assert ES["not_sent"] in reader.text and "5.1.1" in reader.text
    assert reader.stored("Enviados") == {}


def test_refused_recipients_are_named(reader):
    reader.do(Fill(BENITO))
    to = f"carla@sur.example, {BENITO}"
    assert reader.post("/send", to=to, subject="x", text="y") == 200
    assert ES["sent_to_some"] in reader.text
    assert BENITO in reader.text and "carla@" not in reader.text


# --- servers that are not there -------------------------------------------------------


def test_without_the_imap_server_there_is_a_page_that_says_so(reader):
    reader.do(ServiceOff("sur", "imap"))
    assert reader.get("/folder/INBOX") == 502
    assert ES["no_server"] in reader.text
    assert reader.post("/login", user="benito", password="benito-secreta") == 502
    reader.do(ServiceOn("sur", "imap"))
    assert reader.get("/folder/INBOX") == 200


def test_without_submission_the_message_is_not_sent(reader):
    reader.do(ServiceOff("sur", "msa"))
    assert reader.post("/send", to="carla@sur.example", subject="x", text="y") == 502
    assert ES["not_sent"] in reader.text


def test_a_webmail_that_crashed_has_forgotten_who_is_logged_in(reader):
    reader.do(Crash("web"))
    reader.do(Restart("web"))
    assert reader.get("/folder/INBOX") == 200
    assert ES["enter"] in reader.text


# --- hostile letters ------------------------------------------------------------------

HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>\'&amp;<a href="//x">'
TAGS = re.compile(r"<\s*/?\s*([a-z!][a-z0-9]*)", re.IGNORECASE)
OURS = frozenset(
    ("!doctype", "html", "head", "meta", "title", "body", "h1", "p", "b", "pre", "ul")
    + ("li", "nav", "table", "tr", "td", "label", "button", "a", "form", "input")
    + ("textarea", "select", "option")
)


@pytest.fixture
def besieged():
    """A mailbox with one letter made to hurt."""
    plan = three_ways()
    letter = MessageConfig(
        mailbox=BENITO,
        sender=f'"{HOSTILE}" <ana@norte.example>'.replace('"">', '"\\">'),
        to=BENITO,
        subject=HOSTILE,
        body=f"{HOSTILE}\n</pre></body>\n",
        attachments=(),
    )
    replace = msgspec.structs.replace
    reader = Reader(replace(plan, messages=(letter,)))
    reader.log_in()
    return reader


def test_nothing_of_a_message_becomes_a_tag(besieged):
    pages = []
    uid = re.search(r'href="/letter/INBOX/(\d+)"', besieged.page)[1]
    pages.append(besieged.page)
    besieged.get(f"/letter/INBOX/{uid}")
    pages.append(besieged.page)
    answer = re.search(r'href="(/write\?[^"]*)"', besieged.page)[1]
    besieged.get(answer.replace("&amp;", "&"))
    pages.append(besieged.page)
    besieged.post("/send", to=HOSTILE.replace("@", ""), subject=HOSTILE, text=HOSTILE)
    pages.append(besieged.page)
    besieged.post("/send", to='"<b>"@sur.example', subject=HOSTILE, text=HOSTILE)
    pages.append(besieged.page)
    besieged.post("/folder", name=HOSTILE)
    pages.append(besieged.page)
    for page in pages:
        assert {tag.lower() for tag in TAGS.findall(page)} <= OURS
        assert "<script" not in page
        assert all(
            target.startswith("/") and not target.startswith("//")
            for target in re.findall(r'href="([^"]*)"', page)
        )
    assert sum("alert(1)" in page for page in pages) >= 4
