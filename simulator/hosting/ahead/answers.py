"""Answers a page that goes ahead, and does here what it put off.

It refuses to carry anything out itself: `Do` is the dispatcher, so what was put off
goes the same way, with the same decoder and bounds, as what is asked at once.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import msgspec

from simulator.acts import ACTS
from simulator.hosting.ahead.put_off import LateRequest
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_lab import kept
from simulator.hosting.lab_ids import lab_id
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import (
    ActRequest,
    AheadDoneRequest,
    AheadRequest,
    BranchRequest,
    Caller,
    PlayRequest,
    RepeatRequest,
)
from simulator.hosting.scheduler import Scheduler
from simulator.hosting.watchers import Watchers
from simulator.projections.shapes import AheadBegun, AheadKept, Answer, Refused

SHAPES: dict[str, type[BranchRequest]] = {
    "act": ActRequest,
    **dict.fromkeys(("play", "ready"), PlayRequest),
    **dict.fromkeys(("undo", "redo", "restart"), BranchRequest),
    "repeat": RepeatRequest,
}
"""Requests a page may carry out itself, with their shapes."""

TOGETHER_S = 0.1
"""So often what pages did is acknowledged, for a whole class at once: they show it
already."""

Do = Callable[[LateRequest], Answer]
"""Carries a request out, in a turn of its lab that somebody has."""


class AheadAnswers:
    """`do`: carries out what was put off."""

    def __init__(self, labs: Labs, watchers: Watchers, do: Do) -> None:
        self._labs = labs
        self._watchers = watchers
        self._do = do
        labs.catch_up = self._catch_up

    def begin(self, request: AheadRequest, caller: Caller) -> Answer:
        """From now on that page goes ahead, or still does. Another one that did is
        told."""
        hosted = self._own(request, caller)
        put_off = hosted.put_off
        known = bool(put_off.page) and put_off.page == request.page
        with hosted.turn(asleep=known):
            if not known:
                self._watchers.overtake(hosted)
                put_off.page = request.page
                hosted.awake(hosted.tree.get(None))
            lab = None if known else kept(hosted).decode()
            self._labs.note(hosted)
        inside = lab_id(hosted.purpose.slot(hosted.scenario.name))
        self._watchers.go_ahead(caller.browser, hosted, caller.visitor)
        return AheadBegun(
            ok=True,
            number=put_off.next,
            inside=inside,
            lab=lab,
            looked_at=self._watchers.looked_at(hosted),
        )

    def done(self, request: AheadDoneRequest, caller: Caller) -> Answer:
        """The page did that; it is kept, and done here when that is needed. Once as
        much is put off as may be, it is done, and the rest is to be told again."""
        hosted = self._own(request, caller)
        with hosted.turn(acting=True, asleep=True):
            put_off = hosted.put_off
            if put_off.page != request.page or request.number > put_off.next:
                raise Refusal("error.overtaken")
            for one in request.done[put_off.next - request.number :]:
                asked = {**one.asked, "lab": hosted.id, "secret": ""}
                _check(one.name, asked)
                put_off.add(LateRequest(one.name, asked, caller.visitor or ""))
                if put_off.much:
                    break
            hosted.done = hosted.touched
            self._labs.note(hosted)
            number = put_off.next
        if put_off.much:
            _do_now(hosted)
        elif self._watchers.looked_at(hosted):
            hosted.scheduler.spawn(partial(_do_now, hosted))
        _wait_for_others(hosted.scheduler)
        return AheadKept(ok=True, number=number)

    def _own(self, request: BranchRequest, caller: Caller) -> HostedLab:
        hosted = self._labs.get(request.lab)
        if not hosted.admits(request.secret, caller.visitor):
            raise Refusal("error.watch_only")
        if not hosted.may_be_ahead:
            raise Refusal("error.not_ahead")
        return hosted

    def _catch_up(self, hosted: HostedLab) -> None:
        """Do what was put off. Call it in a turn."""
        put_off = hosted.put_off
        put_off.catching_up = True
        try:
            while put_off.waiting:
                one = put_off.waiting[0]
                put_off.took(1)
                if isinstance(self._do(one), Refused):
                    put_off.go_astray()
                hosted.scheduler.pause()
            if put_off.place:
                self._do(put_off.place)
                put_off.place = None
        finally:
            put_off.catching_up = False


def _check(name: str, asked: dict[str, object]) -> None:
    """Raises Refusal for what nobody may ask."""
    try:
        request = msgspec.convert(asked, SHAPES[name])
        if isinstance(request, ActRequest):
            ACTS.decode(request.act)
    except msgspec.ValidationError as error:
        raise Refusal("error.message", reason=str(error)) from None


def _wait_for_others(scheduler: Scheduler) -> None:
    scheduler.wait(TOGETHER_S - scheduler.now() % TOGETHER_S)


def _do_now(hosted: HostedLab) -> None:
    with suppress(Refusal), hosted.turn():
        pass
