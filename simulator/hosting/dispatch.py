"""Answers what a browser asks over the live link, whatever carries it.

Every request is decoded, bounded and answered: with a shape of its own, or with the key
of a sentence why not. It refuses to decide anything about labs: that is `acting.py` and
`labs.py`; who watches what is `watchers.py`. A fault of our own ends the lab and is
raised: whoever carries the requests logs it.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from simulator.acts import ACTS, Act, Close
from simulator.hosting import acting, performing
from simulator.hosting.acting import Keep, keep_nothing
from simulator.hosting.ahead import LateRequest
from simulator.hosting.ahead.answers import AheadAnswers
from simulator.hosting.branches import AUTO, STUDENT, Branch
from simulator.hosting.content import Content
from simulator.hosting.exercise_book import ExerciseBook
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import BROKEN, Labs
from simulator.hosting.permalinks import Shown, packed_permalink
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal, refused
from simulator.hosting.requests import (
    ActRequest,
    AheadDoneRequest,
    AheadRequest,
    AttemptRequest,
    BranchRequest,
    Caller,
    ExerciseRequest,
    PermalinkRequest,
    PlaceRequest,
    PlayRequest,
    RepeatRequest,
    TrialRequest,
    WaitsRequest,
    WatchRequest,
    decoding,
    lab_of,
)
from simulator.hosting.waits import waits
from simulator.hosting.watchers import Watchers
from simulator.lab import Lab, LabError
from simulator.projections.shapes import (
    Acted,
    Answer,
    AttemptStanding,
    BranchChanged,
    PermalinkMade,
    Placed,
    Watched,
)

Request = TypeVar("Request", bound=BranchRequest)

ANSWERED_AT_ONCE = {"watch"}
"""Nobody gets a turn between these and their answers: what they make others send comes
after."""


class Dispatcher:
    """`names`: of the requests there are."""

    def __init__(self, labs: Labs, watchers: Watchers, content: Content) -> None:
        self._labs = labs
        self._watchers = watchers
        self._content = content
        self._book = ExerciseBook(content)
        self._handlers = {
            "watch": decoding(WatchRequest, self._watch),
            "place": decoding(PlaceRequest, self._place),
            "act": decoding(ActRequest, self._act),
            "play": decoding(PlayRequest, self._helping(self._play)),
            "ready": decoding(PlayRequest, self._helping(self._ready)),
            "undo": decoding(BranchRequest, self._undo),
            "redo": decoding(BranchRequest, self._redo),
            "restart": decoding(BranchRequest, self._restart),
            "repeat": decoding(RepeatRequest, self._repeat),
            "waits": decoding(WaitsRequest, self._waits),
            "attempt": decoding(AttemptRequest, self._helping(self._attempt)),
            "exercise": decoding(ExerciseRequest, self._helping(self._exercise)),
            "trial": decoding(TrialRequest, self._helping(self._trial)),
            "permalink": decoding(PermalinkRequest, self._permalink),
        }
        ahead = AheadAnswers(labs, watchers, self._late)
        self._handlers |= {
            "ahead": decoding(AheadRequest, ahead.begin),
            "ahead_done": decoding(AheadDoneRequest, ahead.done),
        }
        self.names = tuple(self._handlers)

    def answer(self, name: str, data: object, caller: Caller) -> Answer:
        """The answer to request `name`; `data` is decoded JSON of any shape."""
        handler = self._handlers.get(name)
        try:
            if handler is None:
                reason = f"unknown message {name[:64]}"
                raise Refusal("error.message", reason=reason)
            answer = handler(data, caller)
            if name not in ANSWERED_AT_ONCE:
                self._labs.flush(lab_of(data))
            return answer
        except (Refusal, LabError) as error:
            return refused(error)

    def left(self, browser: str) -> None:
        """That browser is gone."""
        self._watchers.leave(browser)

    def _late(self, asked: LateRequest) -> Answer:
        """The answer to what was put off; its lab is in a turn."""
        try:
            late = Caller("", asked.by or None, late=True)
            return self._handlers[asked.name](asked.asked, late)
        except (Refusal, LabError) as error:
            return refused(error)

    # --- the requests ------------------------------------------------------------

    def _watch(self, request: WatchRequest, caller: Caller) -> Answer:
        hosted = self._labs.get(request.lab)
        may_act = _may_act(hosted, request, caller) and not request.follows
        sight = Sight.of(hosted, may_act=may_act)
        with hosted.turn():
            known = sight.knows(request.branch)
            branch = hosted.tree.get(request.branch) if known else sight.start()
            start = request.from_ if known or not request.branch else 0
            total = sight.total(branch)
            self._labs.note(hosted)
        self._labs.flush(hosted.whole.id)
        start = min(start, total)
        self._watchers.watch(
            caller.browser,
            hosted,
            branch,
            start,
            visitor=caller.visitor,
            follows=not sight.whole,
        )
        return Watched(
            ok=True,
            lab=hosted.id,
            branch=branch.id,
            label=branch.label,
            branches=sight.branches(),
            current=sight.start().id,
            from_=start,
            seq=total - 1,
            may_act=may_act,
        )

    def _place(self, request: PlaceRequest, caller: Caller) -> Answer:
        hosted = self._labs.get(request.lab)
        if not _may_act(hosted, request, caller):
            raise Refusal("error.watch_only")
        if hosted.put_off.waiting and not caller.late:
            asked = msgspec.to_builtins(request)
            hosted.put_off.place = LateRequest("place", asked, caller.visitor or "")
            return Placed(ok=True)
        branch = hosted.tree.get(request.branch)
        presents = hosted.followed and hosted.presenter in (None, caller.visitor)
        if presents and (not request.landing or hosted.tree.place is None):
            hosted.tree.present(branch, request.seq, request.until)
            if self._watchers.present(hosted) and not caller.late:
                with hosted.turn():
                    self._labs.note(hosted, place=True)
        return Placed(ok=True)

    def _act(self, request: ActRequest, caller: Caller) -> Answer:
        try:
            act = ACTS.decode(request.act)
        except msgspec.ValidationError as error:
            raise Refusal("error.act", reason=str(error)) from None
        return self._do(request, caller, [act], STUDENT, request.after)

    def _play(self, request: PlayRequest, caller: Caller) -> Answer:
        if request.experiment:
            return self._experiment(request, caller)
        if request.scene:
            return self._scene(request, caller)
        if not request.lesson:
            acts = self._labs.get(request.lab).scenario.demonstration_acts()
            if not acts:
                raise Refusal("error.no_script")
            return self._do(request, caller, acts, AUTO, None)
        if request.solution:
            acts = self._content.solution(request.lesson, request.step)
            return self._do(request, caller, acts, AUTO, None)
        script = self._content.script(request.lesson, request.step)
        return self._change(
            request,
            caller,
            lambda h: self._perform(h, request, [*self._due(h, request), *script]),
        )

    def _experiment(self, request: PlayRequest, caller: Caller) -> Answer:
        experiment = self._content.experiment(request.experiment)

        def work(hosted: HostedLab) -> Answer:
            branch, seq = performing.perform(hosted, request.branch, experiment)
            return Acted(ok=True, branch=branch.id, seq=seq)

        return self._change(request, caller, work)

    def _scene(self, request: PlayRequest, caller: Caller) -> Answer:
        scene = self._content.scene(request.scene)

        def work(hosted: HostedLab) -> Answer:
            branch, seq, at = performing.show(hosted, scene)
            return Acted(ok=True, branch=branch.id, seq=seq, at=at)

        return self._change(request, caller, work)

    def _ready(self, request: PlayRequest, caller: Caller) -> Answer:
        """Whatever is missing before a script, so that it can be told separately."""
        return self._change(
            request, caller, lambda h: self._perform(h, request, self._due(h, request))
        )

    def _due(self, hosted: HostedLab, request: PlayRequest) -> list[Act]:
        lab = hosted.awake(hosted.tree.get(request.branch))
        return self._content.due(request.lesson, request.step, lab)

    def _perform(
        self, hosted: HostedLab, request: PlayRequest, acts: list[Act]
    ) -> Answer:
        branch, seq = acting.act(hosted, request.branch, acts, actor=AUTO)
        done = sum(not isinstance(act, Close) for act in acts)
        return Acted(ok=True, branch=branch.id, seq=seq, acts=done)

    def _do(
        self,
        request: BranchRequest,
        caller: Caller,
        acts: list[Act],
        actor: str,
        after: int | None,
    ) -> Answer:
        def work(hosted: HostedLab) -> Answer:
            keep = self._keeper(hosted, request)
            branch, seq = acting.act(
                hosted, request.branch, acts, actor=actor, after=after, keep=keep
            )
            return Acted(ok=True, branch=branch.id, seq=seq)

        return self._change(request, caller, work)

    def _undo(self, request: BranchRequest, caller: Caller) -> Answer:
        return self._to_branch(request, caller, acting.undo)

    def _redo(self, request: BranchRequest, caller: Caller) -> Answer:
        return self._to_branch(request, caller, acting.redo)

    def _restart(self, request: BranchRequest, caller: Caller) -> Answer:
        def begin_again(hosted: HostedLab, branch: str | None) -> Branch:
            return acting.restart(hosted, branch, self._keeper(hosted, request))

        return self._to_branch(request, caller, begin_again)

    def _repeat(self, request: RepeatRequest, caller: Caller) -> Answer:
        def repeat(hosted: HostedLab, branch: str | None) -> Branch:
            keep = self._keeper(hosted, request)
            return acting.repeat(hosted, branch, request.step, keep)

        return self._to_branch(request, caller, repeat)

    def _keeper(self, hosted: HostedLab, request: BranchRequest) -> Keep:
        """What another line must be told of the one the request is about."""
        slug, left = hosted.purpose.lesson, hosted.tree.get(request.branch)
        if not slug:
            return keep_nothing

        def keep(line: Lab) -> None:
            journal = hosted.awake(left).journal
            model = hosted.served_journal(left).model
            for actor, act in self._content.to_keep(slug, journal, model, line.journal):
                line.apply(act, actor)

        return keep

    def _to_branch(
        self,
        request: BranchRequest,
        caller: Caller,
        change: Callable[[HostedLab, str | None], Branch],
    ) -> Answer:
        def work(hosted: HostedLab) -> Answer:
            return BranchChanged(ok=True, branch=change(hosted, request.branch).id)

        return self._change(request, caller, work)

    def _attempt(self, request: AttemptRequest, caller: Caller) -> Answer:
        hosted = self._labs.get(request.lab)
        may_act = _may_act(hosted, request, caller)
        sight = Sight.of(hosted, may_act=may_act)
        with hosted.turn():
            branch = sight.branch(request.branch)
            journal, served = sight.journal(branch), sight.served_journal(branch)
            seen = len(journal) - 1 if request.seen is None else request.seen
            standing = self._content.standing(
                request.lesson, journal, served.model_at(seen), request.lang, seen
            )
        if may_act and request.lesson == hosted.purpose.lesson:
            hosted.stands(standing, seen)
        return AttemptStanding(
            ok=True, branch=branch.id, **msgspec.structs.asdict(standing)
        )

    def _exercise(self, request: ExerciseRequest, caller: Caller) -> Answer:
        return self._change(
            request, caller, lambda h: self._book.shown(request, h.scheduler)
        )

    def _trial(self, request: TrialRequest, caller: Caller) -> Answer:
        return self._change(
            request, caller, lambda h: self._book.told(request, h.scheduler)
        )

    def _permalink(self, request: PermalinkRequest, caller: Caller) -> Answer:
        hosted = self._labs.get(request.lab)
        sight = Sight.of(hosted, may_act=_may_act(hosted, request, caller))
        shown = Shown(request.seq, request.until, request.view)
        with hosted.turn():
            found = packed_permalink(sight, request.branch, shown, self._content)
        return PermalinkMade(ok=True, permalink=found)

    def _waits(self, request: WaitsRequest, caller: Caller) -> Answer:
        hosted = self._labs.get(request.lab)
        if not Sight.of(hosted, may_act=_may_act(hosted, request, caller)).whole:
            raise Refusal("error.watch_only")
        with hosted.turn():
            branch = hosted.tree.get(request.branch)
            lab = hosted.awake(branch)
            model = hosted.served_journal(branch).typed_model
            return waits(lab, model, request.to)

    def _helping(
        self, handle: Callable[[Request, Caller], Answer]
    ) -> Callable[[Request, Caller], Answer]:
        """`handle`, which an exam refuses: it would do or judge part of it."""

        def handled(request: Request, caller: Caller) -> Answer:
            if self._labs.get(request.lab).purpose.exam:
                raise Refusal("error.exam")
            return handle(request, caller)

        return handled

    # --- rights and turns -----------------------------------------------------------

    def _change(
        self,
        request: BranchRequest,
        caller: Caller,
        work: Callable[[HostedLab], Answer],
    ) -> Answer:
        """Do `work` in a turn, once for each request id; refusals are answers too."""
        hosted = self._labs.get(request.lab)
        if not _may_act(hosted, request, caller):
            raise Refusal("error.watch_only")

        def answer() -> Answer:
            try:
                return work(hosted)
            except (Refusal, LabError) as error:
                return refused(error)

        key = f"{caller.visitor or caller.browser}:{request.id}"
        try:
            if caller.late:
                return hosted.once(key, answer) if request.id else answer()
            with hosted.turn(acting=True):
                hosted.done = hosted.touched
                done = hosted.once(key, answer) if request.id else answer()
                self._labs.note(hosted)
                return done
        except Refusal:
            raise
        except Exception:
            self._labs.end(hosted, BROKEN)
            raise


def _may_act(hosted: HostedLab, request: BranchRequest, caller: Caller) -> bool:
    return caller.late or hosted.admits(request.secret, caller.visitor)
