"""A class plays the internet: who is what, how letters go on, who sees what."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.classroom.internet import internet as playing
from simulator.rfc import cite
from tests.classroom.internet.played import (
    BODY,
    NAMES,
    SUBJECT,
    InternetInTest,
    lines_of,
)
from tests.classroom.rig import refusal
from tests.hosting.rig import Tab

WAY = ["dns", "relay", "mx", "mx", "mailbox", "computer"]


@pytest.fixture
def five():
    return InternetInTest(5)


def roles(klass):
    return {
        name: [each["role"] for each in klass.device(name)["roles"]]
        for name in klass.people
    }


@pytest.mark.parametrize("size", [1, 2, 5, 7, 13, 14, 30])
def test_every_machine_is_somebody_and_everybody_is_a_machine(size):
    klass = InternetInTest(size)
    held = roles(klass)
    assert all(held.values())
    machines = klass.board()["machines"]
    assert {each["who"] for each in machines} == set(NAMES[:size])
    domains = {each["domain"] for each in machines}
    assert len(domains) == (1 if size < 14 else 3 if size > 25 else 2)
    counted = Counter(role for each in held.values() for role in each)
    for role in ("dns", "relay", "mx", "mailbox", "spy"):
        assert counted[role] == len(domains)
    assert counted["computer"] == max(min(size, 2), size - 5 * len(domains))


def test_a_letter_goes_from_hand_to_hand_through_a_class_of_five(five):
    assert five.write("Ana", five.address("Benito"), "carta")["ok"]
    done = five.play("carta")
    assert [role for role, _ in done] == WAY
    assert len({name for _, name in done}) == 5
    (letter,) = five.board()["letters"]
    assert letter["outcome"] == "arrived"
    assert (letter["by_hand"], letter["wrong"]) == (len(WAY), 0)
    own = lines_of(five.device("Benito"), "carta")
    (collected,) = [each for each in own if each["kind"] == "collected"]
    assert collected["text"] == f"Ana <ana@rojo.example> · {SUBJECT}"


def test_thirty_write_at_once_and_every_letter_arrives():
    klass = InternetInTest(30)
    writers = [name for name in klass.people if klass.address(name)]
    assert len(writers) == 15
    for at, name in enumerate(writers):
        to = klass.address(writers[at - 1])
        assert klass.write(name, to)["ok"]
    while waiting := klass.waiting():
        for letter, (name, decision) in waiting.items():
            klass.decide(name, letter, decision["number"])
    told = klass.board()["letters"]
    assert {each["outcome"] for each in told} == {"arrived"}
    assert {each["decided"] for each in told} == {len(WAY)}


def test_a_machine_for_which_many_letters_wait_gets_to_all_of_them():
    """The newest ones stay on its page, and do not hide those that still wait."""
    klass = InternetInTest(13)
    writers = [name for name in klass.people if klass.address(name)]
    for name in writers:
        klass.write(name, klass.address(writers[0]))
    dns = next(name for name, own in roles(klass).items() if own == ["dns"])
    assert len(writers) == 2 * len(klass.device(dns)["letters"])
    while waiting := klass.waiting():
        letter, (name, decision) = max(waiting.items())
        klass.decide(name, letter, decision["number"])
    told = klass.board()["letters"]
    assert [each["outcome"] for each in told] == ["arrived"] * len(writers)


def test_a_letter_to_nobody_comes_back_and_one_to_no_domain_never_leaves(five):
    domain = five.address("Ana").partition("@")[2]
    five.write("Ana", f"nadie@{domain}", "a")
    five.write("Benito", "ana@lejos.example", "b")
    for letter in "ab":
        five.play(letter)
    ends = {each["id"]: each["outcome"] for each in five.board()["letters"]}
    assert ends == {"a": "returned", "b": "refused"}
    assert "550 5.1.1" in str(lines_of(five.device("Ana"), "a"))


def test_a_letter_to_an_alias_arrives(five):
    five.write("Ana", "postmaster@rojo.example", "carta")
    five.play("carta")
    assert five.board()["letters"][0]["outcome"] == "arrived"


def test_a_wrong_choice_is_told_why_with_its_rfc_and_taken_back(five):
    five.write("Ana", five.address("Benito"), "carta")
    seen = 0
    while "carta" in (waiting := five.waiting()):
        name, decision = waiting["carta"]
        right = five.right("carta")
        before = lines_of(five.device(name), "carta")
        for choice in range(len(decision["choices"])):
            if choice == right:
                continue
            told = five.decide(name, "carta", decision["number"], choice)
            assert lines_of(told, "carta") == before
            (letter,) = [each for each in told["letters"] if each["id"] == "carta"]
            tried = letter["decision"]["choices"][choice]
            assert tried["said"]["key"] in five.hosting.content.texts["es"]
            assert cite(tried["rfc"]).section
            assert "said" not in letter["decision"]["choices"][right]
            seen += 1
        told = five.decide(name, "carta", decision["number"], right)
        (letter,) = [each for each in told["letters"] if each["id"] == "carta"]
        assert letter["decided"]["by_hand"]
        assert cite(letter["decided"]["rfc"]).section
    (letter,) = five.board()["letters"]
    assert letter["wrong"] == seen == 17
    assert letter["outcome"] == "arrived"


def test_a_doubled_or_late_request_does_nothing_twice(five):
    for _ in range(2):
        five.write("Ana", five.address("Benito"), "carta")
    assert len(five.board()["letters"]) == 1
    name, decision = five.waiting()["carta"]
    right = five.right("carta")
    wrong = 1 if right == 0 else 0
    for choice in (wrong, wrong, right, right, wrong):
        assert five.decide(name, "carta", decision["number"], choice)["ok"]
    (letter,) = five.board()["letters"]
    assert (letter["decided"], letter["wrong"]) == (1, 1)


def test_nobody_decides_for_another_machine_but_whoever_teaches(five):
    five.write("Ana", five.address("Benito"), "carta")
    name, decision = five.waiting()["carta"]
    about = {"letter": "carta", "number": decision["number"]}
    for other in set(five.people) - {name}:
        assert refusal(five.people[other].ask("class_decide", **about)) == (
            "internet.not_yours"
        )
    stranger = five.people[name].ask("class_decide", letter="otra", number=0)
    assert refusal(stranger) == "internet.no_letter"
    far = five.people[name].ask("class_decide", **about, choice=15)
    assert refusal(far) == "internet.no_choice"
    assert five.teacher.ask("class_decide", **about)["letters"][0]["decided"] == 1
    assert refusal(five.people[name].ask("class_internet_board")) == (
        "class.not_teaching"
    )
    assert refusal(five.teacher.ask("class_device")) == "internet.students"


def test_one_letter_of_each_person_is_on_its_way(five):
    to = five.address("Benito")
    five.write("Ana", to, "una")
    assert five.device("Ana")["writes"] is False
    assert refusal(five.write("Ana", to, "otra")) == "internet.not_yet"
    five.play("una")
    assert five.write("Ana", to, "otra")["ok"]
    assert refusal(five.write("Carla", to, "tercera")) == "internet.not_yet"


def test_a_class_sends_so_many_letters_and_no_more(five, monkeypatch):
    monkeypatch.setattr(playing, "LETTERS_MAX", 1)
    five.write("Ana", five.address("Benito"), "una")
    five.play("una")
    assert refusal(five.write("Ana", five.address("Benito"), "otra")) == (
        "internet.too_many"
    )


def test_one_person_sends_so_many_letters_and_leaves_some_to_the_others(five):
    for number in range(playing.LETTERS_EACH_MAX):
        assert five.write("Ana", "a@lejos.example", f"{number}")["ok"]
        five.play(f"{number}")
    assert refusal(five.write("Ana", "a@lejos.example", "otra")) == (
        "internet.too_many_of_yours"
    )
    assert five.write("Benito", "a@lejos.example", "otra")["ok"]


def test_all_letters_of_a_class_have_room_in_its_world(five):
    before = len(five.run.journal)
    five.write("Ana", "nadie@rojo.example", "vuelve")
    longest = len(five.run.journal) - before
    assert longest * playing.LETTERS_MAX < five.shared.events_max


LABEL = st.text("abcrojz-+._", min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_letter_to_any_address_ends_somewhere_and_one_choice_is_right(data):
    klass = school()
    domain = data.draw(
        st.sampled_from(("rojo.example", "mx.rojo.example", "example", "clase.example"))
        | st.builds("{}.{}".format, LABEL, LABEL)
    )
    local = data.draw(LABEL | st.sampled_from(("ana", "Postmaster", "ana+x", "nadie")))
    letter = f"carta {len(klass.board()['letters'])}"
    sent = klass.write("Ana", f"{local}@{domain}", letter)
    if not sent["ok"]:
        if refusal(sent) == "internet.too_many_of_yours":
            klass.begin()
        return
    for each in klass.classroom.internet.letter(letter).decisions:
        assert [choice.right for choice in each.choices].count(True) == 1
        assert len({choice.shown for choice in each.choices}) == len(each.choices)
    klass.play(letter)
    assert klass.board()["letters"][0]["outcome"] != "on_its_way"


@cache
def school():
    return InternetInTest(7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "sin-arroba"},
        {"to": "a@b@c.example"},
        {"to": "a@[192.0.2.12]"},
        {"to": '"a b"@rojo.example'},
        {"to": "a@b.example,c@d.example"},
        {"to": f"{'a' * 60}@rojo.example"},
        {"subject": "dos\nlíneas"},
        {"subject": "x" * 81},
        {"body": "x" * 401},
        {"id": ""},
    ],
)
def test_a_letter_that_cannot_be_is_refused(five, wrong):
    good = {"id": "x", "to": "a@rojo.example", "subject": "", "body": ""}
    assert refusal(five.people["Ana"].ask("class_write", **{**good, **wrong}))
    assert five.board()["letters"] == []


def test_whoever_leaves_is_done_for_and_whoever_comes_late_takes_over(five):
    five.write("Ana", five.address("Benito"), "carta")
    name, _ = five.waiting()["carta"]
    member = five.classroom.of(name)
    five.teacher.ask("class_member", member=member.id, name="")
    del five.people[name]
    (letter,) = five.board()["letters"]
    assert letter["decided"] == 1
    nobody = [each["role"] for each in five.board()["machines"] if not each["who"]]
    assert nobody == ["dns"]
    late = five.student("Fabio")
    assert [each["role"] for each in late.ask("class_device")["roles"]] == ["dns"]
    later = five.student("Gala")
    told = later.ask("class_device")
    assert [each["role"] for each in told["roles"]] == ["computer"]
    five.people |= {"Fabio": late, "Gala": later}
    assert five.write("Gala", five.address("Ana"), "tarde")["ok"]
    assert five.play("tarde")[-1] == ("computer", "Ana")


def test_a_letter_to_a_computer_of_nobody_is_collected_by_itself(five):
    (spare, *_) = five.run.scenario.accounts[2:]
    five.write("Ana", spare.address.upper(), "carta")
    assert [role for role, _ in five.play("carta")] == WAY[:-1]
    assert five.board()["letters"][0]["outcome"] == "arrived"


def test_whoever_is_away_for_a_while_is_done_for_and_a_reload_is_not(five):
    five.write("Ana", five.address("Benito"), "carta")
    name, _ = five.waiting()["carta"]
    five.people[name].leave()
    five.people[name].enter()
    five.hosting.scheduler.seconds += 30
    five.hosting.scheduler.run()
    assert five.board()["letters"][0]["decided"] == 0
    five.people[name].leave()
    five.hosting.scheduler.seconds += 30
    five.hosting.scheduler.run()
    assert five.board()["letters"][0]["decided"] == 1


def test_nobody_is_told_what_did_not_cross_their_wire(five):
    """Neither ahead of time, nor in another's place: Carla is DNS, Elena the MX."""
    to = five.address("Benito")
    five.write("Ana", to, "carta")
    assert lines_of(five.device("Elena"), "carta") == []
    assert lines_of(five.device("Carla"), "carta")[-1]["text"].endswith("MX?")
    while "carta" in (waiting := five.waiting()):
        name, decision = waiting["carta"]
        assert to.partition("@")[0] not in str(five.device("Carla")["letters"])
        told = five.device("Benito")["letters"]
        assert SUBJECT not in str(told) or decision["role"] == "computer"
        five.decide(name, "carta", decision["number"])
    for name in ("Carla", "Elena", "Dario", "Ana", "Benito"):
        own = {each["host"] for each in five.device(name)["roles"]}
        for line in lines_of(five.device(name), "carta"):
            assert own & {line["came"], line["to"]}
    assert SUBJECT not in str(five.device("Carla"))


@pytest.mark.parametrize("starttls", [True, False])
def test_a_spy_reads_what_crosses_in_the_clear_and_counts_the_rest(starttls):
    klass = InternetInTest(7, starttls=starttls)
    spy = next(name for name, own in roles(klass).items() if own == ["spy"])
    klass.write("Ana", klass.address("Benito"), "carta")
    klass.play("carta")
    told = klass.device(spy)
    (letter,) = told["letters"]
    covered = [each for each in letter["lines"] if each["kind"] == "covered"]
    assert bool(covered) is starttls
    assert all(each["octets"] and not each["text"] for each in covered)
    leaks = {each["what"]: each["read"] for each in letter["leaks"]}
    assert leaks == {
        "sender": not starttls,
        "recipient": not starttls,
        "domain": True,
        "letter": not starttls,
    }
    assert (SUBJECT in str(told)) is (BODY in str(told)) is (not starttls)
    assert klass.address("Benito").split("@")[1] in str(letter["lines"])


def test_a_class_ends_it_and_begins_anew(five):
    first = five.shared
    state = five.people["Ana"].enter()["state"]
    assert state["internet"]["lab"] == first.id
    five.begin()
    assert first.over is not None
    assert five.shared is not first
    five.teacher.ask("class_internet", on=False, starttls=True, lang="es")
    assert "internet" not in five.people["Ana"].enter()["state"]
    assert refusal(five.people["Ana"].ask("class_device")) == "internet.over"
    assert five.board()["machines"] == []


def test_nobody_plays_it_where_nobody_is():
    klass = InternetInTest(0)
    assert refusal(klass.begin()) == "internet.nobody"


def test_its_lab_is_of_the_teacher_alone(five):
    five.write("Ana", five.address("Benito"), "carta")
    five.teacher.ask("class_show", lab=five.shared.id, view="internet")
    tab = Tab(five.hosting, five.shared.id, "Benito")
    tab.read()
    assert SUBJECT not in str(tab.messages)
    assert refusal(tab.act("collect", host="rojo-benito"))
    teacher = Tab(five.hosting, five.shared.id, "profe")
    teacher.read()
    assert SUBJECT in str(teacher.messages)


def test_hidden_names_are_told_to_no_device(five):
    assert [each["name"] for each in five.device("Ana")["people"]] == ["Benito"]
    five.teacher.ask("class_door", locked=False, names_hidden=True)
    assert [each["name"] for each in five.device("Ana")["people"]] == [""]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_in_whatever_order_a_class_decides_the_same_world_comes_of_it(data):
    klass = school()
    klass.begin()
    to = {name: klass.address(name) for name in ("Ana", "Benito")}
    klass.write("Ana", to["Benito"], "a")
    klass.write("Benito", "nadie@rojo.example", "b")
    played = list(klass.run.journal.events)
    while waiting := klass.waiting():
        letter = data.draw(st.sampled_from(sorted(waiting)))
        name, decision = waiting[letter]
        choices = [None, *range(len(decision["choices"]))]
        choice = data.draw(st.sampled_from(choices))
        klass.decide(name, letter, decision["number"], choice)
    assert klass.run.journal.events == played
    ends = {each["id"]: each["outcome"] for each in klass.board()["letters"]}
    assert ends == {"a": "arrived", "b": "returned"}
    for name in klass.people:
        for each in klass.device(name)["letters"]:
            assert each["over"]
            assert "decision" not in each
