"""The webmail's pages: plain values in, octets of HTML out.

Small on purpose, so that the octets can be read on the wire: no script, no style, no
picture. Everything that comes from a message or a form is escaped.
"""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from simulator.agents.webmail.imap_scripts import (
    FolderListing,
    ListedFolder,
    MessageSummary,
    OpenedMessage,
)
from simulator.agents.webmail.negotiation import negotiated
from simulator.mail import field_text, reply_header
from simulator.mail.mime import TEXT_OCTETS_MAX, decoded_text, structure
from simulator.mail.reading import as_read, words_of_html

TEXT_CHARACTERS_MAX = 20_000
HTML_CHARACTERS_MAX = 65_536
SPECIAL_USES = {
    "\\Sent": "folder_sent",
    "\\Trash": "folder_trash",
    "\\Drafts": "folder_drafts",
    "\\Junk": "folder_junk",
    "\\Archive": "folder_archive",
}


class PageWriter:
    """The pages in the language that an Accept-Language field asks for. `words`: texts
    by language, then by key."""

    def __init__(self, accepted: str, words: Mapping[str, Mapping[str, str]]) -> None:
        self.language = negotiated(accepted, words)
        self.words = words[self.language]

    def login(self, problem: str = "") -> bytes:
        """The form that asks for user and password."""
        w = self.words
        return self._page(
            w["title"],
            self._note(problem),
            '<form method="post" action="/login">',
            f'<label>{w["user"]} <input name="user"></label>',
            f'<label>{w["password"]} <input name="password" type="password"></label>',
            f"<button>{w['enter']}</button></form>",
        )

    def listing(self, name: str, found: FolderListing) -> bytes:
        """A folder: who wrote what."""
        rows = [self._row(name, message) for message in found.messages]
        table = ["<table>", *rows, "</table>"] if rows else [self._note("empty")]
        note = self._note("no_folder") if found.missing else "\n".join(table)
        navigation = self._navigation(found.folders, name)
        here = next((f for f in found.folders if f.name == name), None)
        title = self._called(here) if here else name
        return self._page(title, navigation, note, self._new_folder(), self._way_out())

    def message(self, name: str, uid: int, found: OpenedMessage) -> bytes:
        """One message, and what may be done with it."""
        navigation = self._navigation(found.folders, "")
        content = found.content
        if content is None:
            return self._page(name, navigation, self._note("gone"))
        subject = _field(content, "Subject") or self.words["no_subject"]
        head = [
            f"<p><b>{self.words[key]}</b> {escape(_field(content, given))}</p>"
            for key, given in (("from", "From"), ("to", "To"), ("date", "Date"))
        ]
        return self._page(
            subject,
            navigation,
            *head,
            *body(content, self.words["attached"]),
            *self._doings(name, uid, found, content),
            self._way_out(),
        )

    def write(self, folders: tuple[ListedFolder, ...], form: dict[str, str]) -> bytes:
        """The form of a new message. `form`: what is in it already, `problem`: why it
        was not sent."""
        w = self.words
        fields = [
            f'<label>{w[key]} <input name="{key}" value="{escape(form.get(key, ""))}">'
            "</label>"
            for key in ("to", "cc", "subject")
        ]
        problem = form.get("problem", "")
        shown = self._note(problem) if problem in w else f"<p>{escape(problem)}</p>"
        hidden = "".join(
            f'<input type="hidden" name="{key}" value="{escape(form.get(key, ""))}">'
            for key in ("in_reply_to", "references")
        )
        return self._page(
            w["write"],
            self._navigation(folders, ""),
            shown if problem else "",
            '<form method="post" action="/send">',
            *fields,
            f'<label>{w["text"]} <textarea name="text">'
            f"{escape(form.get('text', ''))}</textarea></label>",
            f"{hidden}<button>{w['send']}</button></form>",
        )

    def note(self, key: str, more: str = "") -> bytes:
        """A page with one sentence."""
        back = f'<p><a href="/folder/INBOX">{self.words["back"]}</a></p>'
        text = f"<p>{escape(more)}</p>" if more else ""
        return self._page(self.words["title"], self._note(key), text, back)

    # --- pieces ---

    def _page(self, title: str, *parts: str) -> bytes:
        body = "\n".join(part for part in parts if part)
        page = (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>'
            f'<meta charset="utf-8"><title>{escape(title)}</title></head>\n'
            f"<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
        )
        return page.encode("utf-8")

    def _note(self, key: str) -> str:
        return f"<p>{self.words[key]}</p>" if key else ""

    def _called(self, folder: ListedFolder) -> str:
        """A folder of a special use (RFC 6154 §2) by what the reader's language calls
        it; any other by its name."""
        return self.words.get(SPECIAL_USES.get(folder.use, ""), folder.name)

    def _navigation(self, folders: Iterable[ListedFolder], here: str) -> str:
        w = self.words
        links = [
            f"<li><b>{escape(self._called(f))}</b></li>"
            if f.name == here
            else f'<li><a href="{folder_path(f.name)}">{escape(self._called(f))}</a>'
            "</li>"
            for f in folders
        ]
        return "\n".join(
            (
                "<nav><ul>",
                *links,
                "</ul>",
                f'<a href="/write">{w["write"]}</a></nav>',
            )
        )

    def _option(self, folder: ListedFolder) -> str:
        called, name = escape(self._called(folder)), escape(folder.name)
        value = "" if called == name else f' value="{name}"'
        return f"<option{value}>{called}</option>"

    def _new_folder(self) -> str:
        w = self.words
        return (
            '<form method="post" action="/folder">'
            f'<label>{w["new_folder"]} <input name="name"></label>'
            f"<button>{w['make']}</button></form>"
        )

    def _way_out(self) -> str:
        return (
            '<form method="post" action="/logout">'
            f"<button>{self.words['leave']}</button></form>"
        )

    def _row(self, name: str, message: MessageSummary) -> str:
        w = self.words
        marks = []
        if "\\Seen" not in message.flags:
            marks.append(w["unread"])
        if "\\Flagged" in message.flags:
            marks.append(w["flagged"])
        subject = escape(message.subject or w["no_subject"])
        if "\\Seen" not in message.flags:
            subject = f"<b>{subject}</b>"
        return (
            f'<tr><td><a href="{message_path(name, message.uid)}">{subject}</a></td>'
            f"<td>{escape(message.author)}</td><td>{escape(message.date)}</td>"
            f"<td>{message.size} {w['octets']}</td><td>{', '.join(marks)}</td></tr>"
        )

    def _doings(
        self, name: str, uid: int, found: OpenedMessage, content: bytes
    ) -> Iterable[str]:
        w = self.words
        flagged = "\\Flagged" in found.flags
        here = {"folder": name, "uid": str(uid)}
        yield f'<p><a href="{answer_path(content)}">{w["answer"]}</a></p>'
        label = w["unflag" if flagged else "flag"]
        change = {**here, "flag": "flagged", "on": "0" if flagged else "1"}
        yield _button("/mark", label, change)
        unread = {**here, "flag": "seen", "on": "0"}
        yield _button("/mark", w["mark_unread"], unread)
        yield _button("/delete", w["delete"], here)
        others = [f for f in found.folders if f.name != name]
        if others:
            options = "".join(map(self._option, others))
            select = f'<select name="to">{options}</select>'
            yield _button("/move", w["move"], here, select)


def folder_path(name: str) -> str:
    """Where a folder is shown."""
    return f"/folder/{quote(name, safe='')}"


def message_path(name: str, uid: int) -> str:
    """Where a message is shown."""
    return f"/letter/{quote(name, safe='')}/{uid}"


def answer_path(content: bytes) -> str:
    """The form for an answer, filled in (RFC 5322 §3.6.4)."""
    begun = reply_header(content)
    form = {
        "to": ", ".join(begun.to),
        "subject": begun.subject,
        "in_reply_to": begun.in_reply_to,
        "references": " ".join(begun.references),
    }
    return "/write?" + "&amp;".join(
        f"{key}={quote(value, safe='')}" for key, value in form.items()
    )


def _button(action: str, label: str, form: dict[str, str], before: str = "") -> str:
    hidden = "".join(
        f'<input type="hidden" name="{key}" value="{escape(value)}">'
        for key, value in form.items()
    )
    return (
        f'<form method="post" action="{action}">{hidden}{before}'
        f"<button>{escape(label)}</button></form>"
    )


def _field(content: bytes, name: str) -> str:
    return field_text(content, name).strip()


def body(content: bytes, attached: str) -> Iterable[str]:
    """The text a person reads, and the names of what comes with it."""
    shown = as_read(structure(content))
    left = TEXT_OCTETS_MAX
    for one in shown:
        if one.role != "attachment" and not one.instead_of and left > 0:
            text = decoded_text(content, one.part, left)
            left -= one.part.length
            if one.role == "html":
                text = words_of_html(text[:HTML_CHARACTERS_MAX])
            text = text[:TEXT_CHARACTERS_MAX].replace("\r", "")
            yield f"<pre>{escape(text)}</pre>"
    names = [one.part.file_name or "?" for one in shown if one.role == "attachment"]
    if names:
        yield f"<p>{attached}: {escape(', '.join(names))}</p>"
