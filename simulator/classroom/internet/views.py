"""The internet of a class as it is told: to one device, and to the projector.

A device is told what crossed its own wire and no more: neither whose letter it is, nor
where it is now.
"""

from collections.abc import Mapping
from itertools import chain, islice

from msgspec.structs import replace

from simulator.classroom.internet.dealing import Part
from simulator.classroom.internet.decisions import Decision
from simulator.classroom.internet.internet import ClassInternet
from simulator.classroom.internet.travel import Astray, TravellingLetter
from simulator.classroom.internet.wire import for_device, leaks
from simulator.projections.shapes.class_tasks.internet import (
    BoardAstray,
    BoardLetter,
    BoardMachine,
    DeviceAddress,
    DeviceChoice,
    DeviceDecided,
    DeviceDecision,
    DeviceLetter,
    DeviceLine,
    DeviceRole,
    InternetBoard,
    InternetDevice,
)
from simulator.scenario import Role

LETTERS_SHOWN = 4
"""On a device: those that wait for it longest, and as many of the newest that crossed
it besides."""


def device(
    internet: ClassInternet, member: str, names: Mapping[str, str]
) -> InternetDevice:
    """As that member is told. `names`: of members. Raises Refusal: nothing is left to
    be."""
    parts = internet.parts_of(member)
    waiting = [each for each in internet.letters if internet.waits_for(each, member)]
    others = (each for each in reversed(internet.letters) if each not in waiting)
    told = (_letter(internet, member, parts, each) for each in others)
    crossed = islice(
        (each for each in told if each.lines or each.astray), LETTERS_SHOWN
    )
    turns = (_letter(internet, member, parts, each) for each in waiting[:LETTERS_SHOWN])
    letters = sorted((*crossed, *turns), key=lambda each: each.number, reverse=True)
    return InternetDevice(
        ok=True,
        roles=tuple(
            DeviceRole(role=p.role.value, host=internet.names[p.host], domain=p.domain)
            for p in parts
        ),
        letters=tuple(letters),
        address=internet.address_of(member),
        writes=internet.may_write(member),
        people=tuple(
            DeviceAddress(name=names.get(other, ""), address=address)
            for other, address in internet.addresses()
            if other != member
        ),
    )


def _role(part: Part, names: Mapping[str, str]) -> DeviceRole:
    host = names[part.host]
    return DeviceRole(role=part.role.value, host=host, domain=part.domain)


def _letter(
    internet: ClassInternet,
    member: str,
    parts: tuple[Part, ...],
    letter: TravellingLetter,
) -> DeviceLetter:
    hosts = frozenset(part.host for part in parts if part.role is not Role.SPY)
    tapped = {part.host for part in parts if part.role is Role.SPY}
    crossed = letter.crossed()
    lines = for_device(crossed, hosts, tapped)
    strays = for_device(letter.astray.lines, hosts, tapped) if letter.astray else ()
    waits = letter.open
    own = internet.waits_for(letter, member)
    last = letter.last_by(hosts)
    decided = None
    if last is not None:
        choice, by_hand = last
        decided = DeviceDecided(
            shown=choice.shown, said=choice.said, rfc=choice.rfc, by_hand=by_hand
        )
    return DeviceLetter(
        id=letter.id,
        number=letter.number,
        lines=tuple(_line(each.line, internet.names) for each in lines),
        astray=tuple(_line(each.line, internet.names) for each in strays),
        leaks=leaks(crossed, tapped),
        over=waits is None,
        decision=_decision(internet, letter, waits) if waits and own else None,
        decided=decided,
    )


def _line(line: DeviceLine, names: Mapping[str, str]) -> DeviceLine:
    return replace(line, came=names[line.came], to=names[line.to])


def _decision(
    internet: ClassInternet, letter: TravellingLetter, waits: Decision
) -> DeviceDecision:
    choices = tuple(
        DeviceChoice(shown=c.shown, said=c.said, rfc=c.rfc)
        if at in letter.wrong
        else DeviceChoice(shown=c.shown)
        for at, c in enumerate(waits.choices)
    )
    return DeviceDecision(
        number=len(letter.by_hand),
        host=internet.names[waits.host],
        role=waits.role.value,
        asked=waits.asked,
        choices=choices,
    )


def board(internet: ClassInternet, names: Mapping[str, str]) -> InternetBoard:
    """As whoever teaches is told. `names`: of members."""
    return InternetBoard(
        ok=True,
        machines=tuple(
            BoardMachine(
                role=part.role.value,
                host=internet.names[part.host],
                domain=part.domain,
                who=names.get(member, ""),
            )
            for part, member in internet.who.items()
        ),
        letters=tuple(
            _on_board(internet, names, each) for each in reversed(internet.letters)
        ),
        starttls=internet.starttls,
    )


def _on_board(
    internet: ClassInternet, names: Mapping[str, str], letter: TravellingLetter
) -> BoardLetter:
    waits = letter.open
    made = letter.decisions[: len(letter.by_hand)]
    return BoardLetter(
        id=letter.id,
        number=letter.number,
        sender=letter.sender,
        recipient=letter.act.to,
        outcome=letter.outcome,
        host=internet.names[waits.host] if waits else "",
        role=waits.role.value if waits else Role.CLIENT.value,
        who=names.get(internet.holder(waits), "") if waits else "",
        passed=tuple(dict.fromkeys(internet.names[each.host] for each in made)),
        decided=len(letter.by_hand),
        decisions=len(letter.decisions),
        by_hand=sum(letter.by_hand),
        wrong=letter.taken_back,
        astray=_astray(internet, letter.astray) if letter.astray else None,
    )


def _astray(internet: ClassInternet, led: Astray) -> BoardAstray:
    ends = ((each.line.came, each.line.to) for each in led.lines)
    hosts = dict.fromkeys(chain.from_iterable(ends))
    return BoardAstray(
        shown=led.shown,
        outcome=led.outcome,
        hosts=tuple(internet.names[host] for host in hosts),
    )
