"""SEARCH against a naive evaluator, key by key and in random trees."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.imap.fake_store import FakeStore, Person

PEOPLE = ("ana", "benito", "carla")
SUBJECTS = ("Hola", "adiós mundo", "Re: hola", "")
DATES = ((2026, 11, 1), (2026, 11, 23), (2027, 1, 2))
MONTHS = {11: "Nov", 1: "Jan"}
FLAGS = ("\\Seen", "\\Deleted", "\\Flagged", "$Junk")


def written(day):
    return f"{day[2]}-{MONTHS[day[1]]}-{day[0]}"


def letter(author, subject, sent, body):
    day = f"{sent[2]} {MONTHS[sent[1]]} {sent[0]} 10:00:00 +0000"
    return (
        f"From: {author}@norte.example\r\nTo: carla@sur.example\r\n"
        f"Subject: {subject}\r\nDate: {day}\r\n\r\n{body}\r\n"
    ).encode()


MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "author": st.sampled_from(PEOPLE),
            "subject": st.sampled_from(SUBJECTS),
            "sent": st.sampled_from(DATES),
            "kept": st.sampled_from(DATES),
            "body": st.sampled_from(("uno", "uno dos", "x" * 90)),
            "flags": st.sets(st.sampled_from(FLAGS)),
        }
    ),
    min_size=1,
    max_size=6,
)

LEAVES = st.one_of(
    st.sampled_from(["ALL", "SEEN", "UNSEEN", "DELETED", "UNFLAGGED", "ANSWERED"]),
    st.sampled_from(["KEYWORD $junk", "UNKEYWORD $Junk", "NEW", "OLD", "RECENT"]),
    st.sampled_from(["SUBJECT hola", "SUBJECT mundo", "SUBJECT zzz", 'SUBJECT ""']),
    st.sampled_from(["TO sur", "CC sur", "BODY dos", "TEXT dos", "TEXT carla"]),
    st.sampled_from(["LARGER 150", "SMALLER 170", "UID 2:4", "UID 5:*", "1", "*"]),
    st.sampled_from(["HEADER Subject ho", 'HEADER Subject ""', 'HEADER X-No ""']),
    st.sampled_from(PEOPLE).map("FROM {}".format),
    st.tuples(
        st.sampled_from(["BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE"]),
        st.sampled_from(DATES).map(written),
    ).map(" ".join),
)
KEYS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map("NOT {}".format),
        st.tuples(inner, inner).map(lambda pair: f"OR {pair[0]} {pair[1]}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda k: f"({' '.join(k)})"),
    ),
    max_leaves=8,
)


def evaluate(key, message, number, total):
    """What the RFC says of one key, written as plainly as can be."""
    words = key.split()
    name, rest = words[0], " ".join(words[1:]).strip('"').lower()
    flags, subject = message["flags"], message["subject"].lower()
    octets = letter(*(message[n] for n in ("author", "subject", "sent", "body")))
    date = re.fullmatch(r"(\d+)-(\w+)-(\d+)", rest)
    day = next((d for d in DATES if date and written(d).lower() == rest), None)
    everything = octets.decode().lower()
    ends = rest.replace("*", str(total)).split(":")
    return {
        "ALL": lambda: True,
        "SEEN": lambda: "\\Seen" in flags,
        "UNSEEN": lambda: "\\Seen" not in flags,
        "DELETED": lambda: "\\Deleted" in flags,
        "UNFLAGGED": lambda: "\\Flagged" not in flags,
        "ANSWERED": lambda: False,
        "KEYWORD": lambda: "$Junk" in flags,
        "UNKEYWORD": lambda: "$Junk" not in flags,
        "NEW": lambda: "\\Seen" not in flags,
        "OLD": lambda: False,
        "RECENT": lambda: True,
        "SUBJECT": lambda: rest in subject,
        "FROM": lambda: rest in f"{message['author']}@norte.example",
        "TO": lambda: rest in "carla@sur.example",
        "CC": lambda: False,
        "BODY": lambda: rest in message["body"],
        "TEXT": lambda: rest in everything,
        "HEADER": lambda: (
            words[1] == "Subject" and (rest.split() or [""])[-1].strip('"') in subject
            if words[2] != '""'
            else words[1] == "Subject"
        ),
        "LARGER": lambda: len(octets) > int(rest),
        "SMALLER": lambda: len(octets) < int(rest),
        "UID": lambda: min(map(int, ends)) <= number <= max(map(int, ends)),
        "1": lambda: number == 1,
        "*": lambda: number == total,
        "BEFORE": lambda: message["kept"] < day,
        "ON": lambda: message["kept"] == day,
        "SINCE": lambda: message["kept"] >= day,
        "SENTBEFORE": lambda: message["sent"] < day,
        "SENTON": lambda: message["sent"] == day,
        "SENTSINCE": lambda: message["sent"] >= day,
    }[name]()


def seat(messages):
    store = FakeStore()
    for one in messages:
        year, month, day = one["kept"]
        date = f"Mon, {day} {MONTHS[month]} {year} 23:30:00 -0800"
        content = letter(*(one[n] for n in ("author", "subject", "sent", "body")))
        store.inbox.add(content, sorted(one["flags"]), date)
    return Person(store).select()


def found(person, keys):
    said = person.say(f"1 SEARCH {keys}")
    assert said.endswith(b"1 OK SEARCH completed\r\n"), said
    return [int(word) for word in said.split(b"\r\n")[0].split()[2:]]


@given(MESSAGES, LEAVES)
def test_every_key_means_what_the_rfc_says(messages, key):
    total = len(messages)
    wanted = [n for n, m in enumerate(messages, start=1) if evaluate(key, m, n, total)]
    assert found(seat(messages), key) == wanted


@given(MESSAGES, KEYS, KEYS)
def test_not_or_and_and_are_those_of_logic(messages, one, other):
    person = seat(messages)
    everything = set(range(1, len(messages) + 1))
    a, b = set(found(person, one)), set(found(person, other))
    assert set(found(person, f"NOT {one}")) == everything - a
    assert set(found(person, f"OR {one} {other}")) == a | b
    assert set(found(person, f"{one} {other}")) == a & b
    assert set(found(person, f"({one}) ({other})")) == a & b
    assert found(person, one) == sorted(a)


def test_a_message_in_base64_and_latin_1_is_read_as_a_person_reads_it():
    store = FakeStore(
        b"Subject: =?iso-8859-1?q?Ma=F1ana?=\r\n"
        b"Content-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        b"ZWwgYfFvIHF1ZSB2aWVuZQ==\r\n"
    )
    person = Person(store).select()
    for keys, wanted in (("SUBJECT", "mañana"), ("BODY", "AÑO"), ("BODY", "ZWwg")):
        person.send(
            f"1 SEARCH CHARSET UTF-8 {keys} {{{len(wanted.encode())}+}}\r\n".encode()
        )
        said = person.say(wanted)
        hit = b"* SEARCH 1\r\n" if wanted != "ZWwg" else b"* SEARCH\r\n"
        assert said.startswith(hit)


def test_keys_nested_without_end_are_refused():
    person = Person(FakeStore()).select()
    assert person.say("1 SEARCH " + "NOT " * 2_000 + "ALL").startswith(b"1 BAD")
    assert person.say("1 SEARCH " + "(" * 2_000).startswith(b"1 BAD")
