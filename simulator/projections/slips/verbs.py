"""The first word of a line: which verb somebody meant.

`VERFY` is VRFY by edit distance (one letter lost, added, changed, or two swapped);
`HELLO` is HELO; `RETR` belongs to the other protocol. Nothing is guessed when two
verbs are equally near.
"""

import re

from simulator.projections.catalogue import Text
from simulator.projections.slips.marks import without_accents
from simulator.projections.slips.words import (
    FIELD_NAMES,
    KNOWN_ELSEWHERE,
    LEAVING,
    MEANT,
    VERBS,
)

_OTHER = {"smtp": "pop3", "pop3": "smtp"}
_PROMPT = re.compile(r"(?:[CS]:|>|\$)\s*\S", re.I)
_TELNET = re.compile(r"(?:telnet|openssl|nc|ncat)\s+\S", re.I)
_REPLY = re.compile(r"(?:[2-5]\d\d(?:[ -]|$)|[+]OK\b|-ERR\b)", re.I)
_FIELD = re.compile(r"([A-Za-z-]+)\s*:(?!\s*<)")


def verb_slips(line: str, protocol: str) -> list[Text]:
    """What the first word tells; `line` is plain, as `slips_marks.plain` made it."""
    text = line.strip()
    if not text:
        return []
    whole = whole_line(text)
    if whole is not None:
        return [whole]
    word = re.split(r"[\s:<]", text, maxsplit=1)[0]
    verb = word.upper()
    if verb in VERBS[protocol]:
        return _after_verb(text, verb, protocol)
    slip = _meant(word, verb, text, protocol)
    return [slip] if slip else []


def whole_line(text: str) -> Text | None:
    """Lines that are no command at all, but something else, copied or misplaced."""
    if text == ".":
        return Text("slips.dot_outside")
    if _PROMPT.match(text):
        return Text("slips.prompt_copied", {"mark": re.split(r"\s", text)[0][:2]})
    if _REPLY.match(text):
        return Text("slips.reply_typed")
    if _TELNET.match(text):
        return Text("slips.telnet")
    if re.match(r"FROM\s*:\s*<", text, re.I):
        return Text("slips.missing_verb", {"command": "MAIL FROM:"})
    if re.match(r"TO\s*:\s*<", text, re.I):
        return Text("slips.missing_verb", {"command": "RCPT TO:"})
    field = _FIELD.match(text)
    if field and field[1].lower() in FIELD_NAMES:
        return Text("slips.header_outside", {"name": field[1]})
    return None


def _meant(word: str, verb: str, _text: str, protocol: str) -> Text | None:
    """The verb that `word` nearly is, or is elsewhere."""
    bare = without_accents(word).upper()
    other = _OTHER[protocol]
    if bare != verb and bare in VERBS[protocol]:
        return Text("slips.accent_in_verb", {"verb": bare})
    if verb in VERBS[other] and verb not in KNOWN_ELSEWHERE:
        return Text(f"slips.{other}_verb", {"verb": verb})
    if not bare.isascii():
        mark = next(c for c in bare if not c.isascii())
        return Text("slips.foreign_letter", {"mark": mark})
    if bare in LEAVING:
        return Text("slips.quit")
    if MEANT.get(bare, "") in VERBS[protocol]:
        return Text("slips.did_you_mean", {"verb": MEANT[bare]})
    if verb in KNOWN_ELSEWHERE:
        return None
    if re.match(r"MAILFROM|RCPTTO", verb):
        word = "FROM" if verb[0] == "M" else "TO"
        return Text("slips.missing_space", {"verb": verb[:4], "word": word})
    near = nearest(bare, VERBS[protocol])
    if near:
        return Text("slips.did_you_mean", {"verb": near})
    glued = next((v for v in VERBS[protocol] if bare.startswith(v)), "")
    if glued and len(glued) > 3:
        return Text("slips.glued", {"verb": glued})
    return None


def _after_verb(text: str, verb: str, protocol: str) -> list[Text]:
    """What stands between the verb and its argument."""
    rest = text[len(verb) :]
    found = []
    if re.match(r"\s*:", rest):
        found.append(Text("slips.colon_after_verb", {"verb": verb}))
    if re.match(r"\s{2}", rest) and verb not in ("MAIL", "RCPT"):
        found.append(Text("slips.double_space"))
    bracketed = re.match(r"[\s:]*<", rest)
    if bracketed and (protocol == "pop3" or verb in ("EHLO", "HELO")):
        found.append(Text("slips.unwanted_brackets", {"verb": verb}))
    elif verb in ("EHLO", "HELO") and "@" in rest:
        found.append(Text("slips.greeting_address", {"verb": verb}))
    return found


def nearest(word: str, verbs: tuple[str, ...]) -> str:
    """The only verb at one edit from `word`, or at two for words of five letters and
    more; "" for none or several."""
    if len(word) < 3:
        return ""
    ranked = sorted((distance(word, verb), verb) for verb in verbs)
    best = ranked[0][0]
    alone = len(ranked) == 1 or ranked[1][0] > best
    return ranked[0][1] if alone and best <= (1 if len(word) < 5 else 2) else ""


def distance(a: str, b: str) -> int:
    """Edits from `a` to `b`: lose, add, change a letter or swap two neighbours."""
    if abs(len(a) - len(b)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        above, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other
            row.append(min(cost, above[j - 2] + 1) if swapped else cost)
    return row[-1]
