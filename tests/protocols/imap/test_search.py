"""SEARCH against a naive evaluator, key by key and in random trees."""

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
    name, _, rest = key.partition(" ")
    rest = rest.replace('"', "").lower()
    if name in ON_FLAGS:
        return ON_FLAGS[name](message["flags"])
    if name in ON_TEXT:
        return ON_TEXT[name](message, rest)
    if name == "HEADER":
        field, _, wanted = rest.partition(" ")
        return field == "subject" and wanted in message["subject"].lower()
    if name in ("LARGER", "SMALLER"):
        more = len(octets_of(message)) - int(rest)
        return more > 0 if name == "LARGER" else more < 0
    if name == "UID":
        ends = [int(end) for end in rest.replace("*", str(total)).split(":")]
        return min(ends) <= number <= max(ends)
    if name in ("1", "*"):
        return number == (1 if name == "1" else total)
    day = next(day for day in DATES if written(day).lower() == rest)
    which = message["sent" if name.startswith("SENT") else "kept"]
    compared = {"BEFORE": which < day, "ON": which == day, "SINCE": which >= day}
    return compared[name.removeprefix("SENT")]


ON_FLAGS = {
    "ALL": lambda flags: True,
    "SEEN": lambda flags: "\\Seen" in flags,
    "UNSEEN": lambda flags: "\\Seen" not in flags,
    "DELETED": lambda flags: "\\Deleted" in flags,
    "UNFLAGGED": lambda flags: "\\Flagged" not in flags,
    "ANSWERED": lambda flags: False,
    "KEYWORD": lambda flags: "$Junk" in flags,
    "UNKEYWORD": lambda flags: "$Junk" not in flags,
    "NEW": lambda flags: "\\Seen" not in flags,
    "OLD": lambda flags: False,
    "RECENT": lambda flags: True,
}
ON_TEXT = {
    "SUBJECT": lambda message, text: text in message["subject"].lower(),
    "FROM": lambda message, text: text in f"{message['author']}@norte.example",
    "TO": lambda message, text: text in "carla@sur.example",
    "CC": lambda message, text: False,
    "BODY": lambda message, text: text in message["body"],
    "TEXT": lambda message, text: text in octets_of(message).decode().lower(),
}


def octets_of(message):
    return letter(*(message[n] for n in ("author", "subject", "sent", "body")))


def seat(messages):
    store = FakeStore()
    for one in messages:
        year, month, day = one["kept"]
        date = f"Mon, {day} {MONTHS[month]} {year} 23:30:00 -0800"
        store.inbox.add(octets_of(one), sorted(one["flags"]), date)
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
