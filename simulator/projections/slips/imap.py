"""What the eye misses in a line typed to an IMAP server: no tag, a name with spaces.

A command is `a1 LOGIN benito clave`: a tag of one's own, the verb, its arguments. Who
comes from SMTP or POP3 forgets the tag first. What RFC 3501 §9 allows, in any case, is
no slip.
"""

import re

from simulator.projections.catalogue import Text
from simulator.projections.slips.marks import mark_slips, plain
from simulator.projections.slips.verbs import nearest, whole_line
from simulator.projections.slips.words import IMAP_VERBS, LEAVING, VERBS

_TAG = re.compile(r"[^\s(){%*\"\\+\x00-\x1f\x7f]+")
_ALSO_HERE = ("slips.prompt_copied", "slips.telnet")
_OPEN_FOLDER = ("SELECT", "EXAMINE", "CREATE", "DELETE", "SUBSCRIBE", "UNSUBSCRIBE")
_SYSTEM_FLAG = re.compile(r"(?<![\\\w$])(seen|deleted|flagged|answered|draft)\b", re.I)
_AFTER_SET = {
    "FETCH": (re.compile(r"\S+\s+\S"), "slips.imap_fetch"),
    "STORE": (
        re.compile(r"\S+\s+[+-]?FLAGS(\.SILENT)?\s+\S", re.I),
        "slips.imap_store",
    ),
}
_FOREIGN = {"smtp": "slips.smtp_at_imap", "pop3": "slips.pop3_at_imap"}
_MEANT = {
    "EXIT": "LOGOUT",
    "BYE": "LOGOUT",
    "OPEN": "SELECT",
    "READ": "FETCH",
    "GET": "FETCH",
    "REMOVE": "STORE",
    "FIND": "SEARCH",
    "LS": "LIST",
    "CD": "SELECT",
    "MKDIR": "CREATE",
}


def imap_slips(octets: bytes, state: str) -> tuple[Text, ...]:
    """What may be wrong, unseen, with one line typed in `state` of an IMAP session."""
    line = octets.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
    text = plain(line)
    found = [slip for slip in mark_slips(line, "imap") if slip.key != "slips.not_ascii"]
    found += _of_command(text.strip(), state)
    return tuple({slip.key: slip for slip in reversed(found)}.values())[::-1]


def _of_command(text: str, _state: str) -> list[Text]:
    if not text:
        return []
    if re.match(r"\* (OK|NO|BAD|BYE|\d)|\S+ (OK|NO|BAD) ", text, re.I):
        return [Text("slips.reply_typed")]
    whole = whole_line(text)
    if whole is not None and whole.key in _ALSO_HERE:
        return [whole]
    if text.upper() == "DONE":
        return [Text("slips.imap_done")]
    tag, _, rest = text.partition(" ")
    rest = rest.lstrip()
    if tag.upper() in IMAP_VERBS and not _begins_with_verb(rest):
        return [Text("slips.imap_tag", {"verb": tag.upper()})]
    foreign = _foreign(tag, "")
    if foreign and not _begins_with_verb(rest):
        return foreign
    if not rest:
        return [Text("slips.imap_tag_alone", {"tag": tag})]
    if not _TAG.fullmatch(tag):
        return [Text("slips.imap_bad_tag", {"tag": tag})]
    word, _, argument = rest.partition(" ")
    verb = word.upper()
    if verb == "UID":
        word, _, argument = argument.partition(" ")
        verb = word.upper()
    if verb in IMAP_VERBS:
        return _of_argument(verb, argument)
    return _foreign(word, tag) or _meant(verb)


def _begins_with_verb(rest: str) -> bool:
    return rest.partition(" ")[0].upper() in IMAP_VERBS


def _foreign(word: str, _tag: str) -> list[Text]:
    """A verb of another protocol, said with a tag or without."""
    verb = word.upper().partition(":")[0]
    for protocol, key in _FOREIGN.items():
        if verb in VERBS[protocol] and verb not in IMAP_VERBS and verb != "QUIT":
            return [Text(key, {"verb": verb})]
    return [Text("slips.imap_logout")] if verb in ("QUIT", *LEAVING) else []


def _meant(verb: str) -> list[Text]:
    near = _MEANT.get(verb) or nearest(verb, IMAP_VERBS)
    return [Text("slips.did_you_mean", {"verb": near})] if near else []


def _of_argument(verb: str, argument: str) -> list[Text]:
    """What stands after a verb that is right."""
    if argument.startswith(" ") or "  " in argument:
        return [Text("slips.double_space")]
    words = argument.split(" ") if argument else []
    quoted = '"' in argument or argument.endswith("}")
    if verb == "LOGIN" and not quoted and len(words) != 2:
        key = "slips.imap_login_spaces" if len(words) > 2 else "slips.imap_login_two"
        return [Text(key)]
    if verb in _OPEN_FOLDER and not quoted:
        return _of_folder(verb, argument, words)
    if verb in _AFTER_SET:
        return _of_messages(verb, argument, words)
    return []


def _of_folder(verb: str, argument: str, words: list[str]) -> list[Text]:
    if verb == "DELETE" and re.fullmatch(r"\d+(:\d+)?", argument):
        return [Text("slips.imap_delete", {"set": argument})]
    if len(words) > 1:
        return [Text("slips.imap_quotes", {"name": argument})]
    if not argument.isascii():
        return [Text("slips.imap_utf7", {"name": argument})]
    return []


def _of_messages(verb: str, argument: str, words: list[str]) -> list[Text]:
    found = []
    if words[:1] == ["*"]:
        found.append(Text("slips.imap_star"))
    shape, key = _AFTER_SET[verb]
    if not shape.match(argument):
        found.append(Text(key))
    elif verb == "STORE" and _SYSTEM_FLAG.search(argument):
        flag = _SYSTEM_FLAG.search(argument)
        assert flag is not None
        found.append(Text("slips.imap_backslash", {"flag": flag[1].capitalize()}))
    return found
