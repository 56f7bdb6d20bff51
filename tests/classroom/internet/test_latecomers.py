"""Who comes late to a class that plays the internet: whose machine they get."""

from tests.classroom.internet.played import NAMES, SUBJECT, InternetInTest


def test_whoever_comes_late_gets_nobodys_letters_while_a_new_computer_is_left():
    klass = InternetInTest(7)
    ana = klass.address("Ana")
    klass.write("Benito", ana, "carta")
    klass.play("carta")
    klass.teacher.ask("class_member", member=klass.classroom.of("Ana").id, name="")
    del klass.people["Ana"]
    spare = len(klass.run.scenario.accounts) - 2
    *newcomers, last = NAMES[7 : 7 + spare + 1]
    for name in (*newcomers, last):
        klass.people[name] = klass.student(name)
    assert ana not in {klass.address(name) for name in newcomers}
    assert not any(SUBJECT in str(klass.device(name)) for name in newcomers)
    assert klass.address(last) == ana
