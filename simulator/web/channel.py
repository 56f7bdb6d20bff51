"""The live link between a lab and the browsers that watch it (Socket.IO).

Messages are in `simulator/README.md`. Every one is checked, bounded and answered: with
`ok`, or with the key of a sentence; never with a traceback.

It refuses to decide anything about labs: that is `acting.py` and `labs.py`; who watches
what is `watchers.py`.
"""

import hmac
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from flask import request
from flask_socketio import SocketIO

from simulator.acts import ACTS, Act
from simulator.hosting import acting, experimenting, requests
from simulator.hosting.branches import AUTO, STUDENT, Branch
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal, Text, text
from simulator.hosting.waits import waits
from simulator.hosting.watchers import Watchers
from simulator.lab import LabError
from simulator.web.visitors import Visitors

Answer = dict[str, Any]
Message = TypeVar("Message", bound=requests.Addressed)

log = logging.getLogger(__name__)


class Channel:
    """Hears the browsers of all labs."""

    def __init__(
        self, labs: Labs, watchers: Watchers, visitors: Visitors, content: Content
    ) -> None:
        self._labs = labs
        self._watchers = watchers
        self._visitors = visitors
        self._content = content

    def listen(self, socketio: SocketIO) -> None:
        """Register the handlers."""
        on = socketio.on_event
        on("watch", self._answering(requests.Watch, self._watch))
        on("act", self._answering(requests.Do, self._act))
        on("play", self._answering(requests.Play, self._play))
        on("ready", self._answering(requests.Play, self._ready))
        on("undo", self._answering(requests.Addressed, self._undo))
        on("redo", self._answering(requests.Addressed, self._redo))
        on("restart", self._answering(requests.Addressed, self._restart))
        on("waits", self._answering(requests.Waits, self._waits))
        on("attempt", self._answering(requests.Attempt, self._attempt))
        on("disconnect", self._gone)
        on("*", _unknown)

    def _answering(
        self, shape: type[Message], handle: Callable[[Message], Answer]
    ) -> Callable[..., Answer]:
        """A handler that checks its message and always answers."""

        def heard(data: Any = None, *_: Any) -> Answer:
            try:
                message = msgspec.convert(data, shape)
            except msgspec.ValidationError as error:
                return _refused(text("error.message", reason=str(error)))
            try:
                return handle(message)
            except (Refusal, LabError) as error:
                return _refused(text(error.key, **error.params))
            except Exception:
                log.exception("%s failed", shape.__name__)
                return _refused(text("error.internal"))

        return heard

    # --- the messages -----------------------------------------------------------

    def _watch(self, message: requests.Watch) -> Answer:
        hosted = self._labs.get(message.lab)
        known = message.branch in hosted.tree.branches
        branch = hosted.tree.get(message.branch if known else None)
        start = message.start if known or not message.branch else 0
        with hosted.turn():
            last = hosted.awake(branch).last_seq
        self._watchers.watch(_sid(), hosted, branch, min(start, last + 1))
        return {
            "ok": True,
            **hosted.public(),
            "branch": branch.id,
            "label": branch.label,
            "from": min(start, last + 1),
            "seq": last,
            "may_act": self._may_act(hosted, message),
        }

    def _act(self, message: requests.Do) -> Answer:
        try:
            act = ACTS.decode(message.act)
        except msgspec.ValidationError as error:
            raise Refusal("error.act", reason=str(error)) from None
        return self._do(message, [act], STUDENT, message.after)

    def _play(self, message: requests.Play) -> Answer:
        if message.experiment:
            return self._experiment(message)
        if not message.lesson:
            acts = self._labs.get(message.lab).scenario.demonstration_acts()
            if not acts:
                raise Refusal("error.no_script")
            return self._do(message, acts, AUTO, None)
        script = self._content.script(message.lesson, message.step)
        return self._change(
            message,
            lambda h: self._perform(h, message, [*self._due(h, message), *script]),
        )

    def _experiment(self, message: requests.Play) -> Answer:
        experiment = self._content.experiment(message.experiment)

        def work(hosted: HostedLab) -> Answer:
            branch, seq = experimenting.perform(hosted, message.branch, experiment)
            return {"ok": True, "branch": branch.id, "seq": seq}

        return self._change(message, work)

    def _ready(self, message: requests.Play) -> Answer:
        """Whatever is missing before a demonstration, so that it can be told apart."""
        return self._change(
            message, lambda h: self._perform(h, message, self._due(h, message))
        )

    def _due(self, hosted: HostedLab, message: requests.Play) -> list[Act]:
        lab = hosted.awake(hosted.tree.get(message.branch))
        return self._content.due(message.lesson, message.step, lab)

    def _perform(
        self, hosted: HostedLab, message: requests.Addressed, acts: list[Act]
    ) -> Answer:
        branch, seq = acting.act(hosted, message.branch, acts, actor=AUTO)
        return {"ok": True, "branch": branch.id, "seq": seq, "acts": len(acts)}

    def _do(
        self,
        message: requests.Addressed,
        acts: list[Act],
        actor: str,
        after: int | None,
    ) -> Answer:
        def work(hosted: HostedLab) -> Answer:
            branch, seq = acting.act(
                hosted, message.branch, acts, actor=actor, after=after
            )
            return {"ok": True, "branch": branch.id, "seq": seq}

        return self._change(message, work)

    def _undo(self, message: requests.Addressed) -> Answer:
        return self._change(message, lambda h: _at(acting.undo(h, message.branch)))

    def _redo(self, message: requests.Addressed) -> Answer:
        return self._change(message, lambda h: _at(acting.redo(h, message.branch)))

    def _restart(self, message: requests.Addressed) -> Answer:
        return self._change(message, lambda h: _at(acting.restart(h, message.branch)))

    def _attempt(self, message: requests.Attempt) -> Answer:
        hosted = self._labs.get(message.lab)
        with hosted.turn():
            branch = hosted.tree.get(message.branch)
            journal = hosted.awake(branch).journal
            server = hosted.server(branch)
            seen = len(journal) - 1 if message.seen is None else message.seen
            standing = self._content.standing(
                message.lesson, journal, server.model_at(seen), message.lang, seen
            )
        return {"ok": True, "branch": branch.id, **standing}

    def _waits(self, message: requests.Waits) -> Answer:
        hosted = self._labs.get(message.lab)
        with hosted.turn():
            branch = hosted.tree.get(message.branch)
            lab = hosted.awake(branch)
            return {"ok": True, **waits(lab, hosted.server(branch).model, message.to)}

    def _gone(self, *_: Any) -> None:
        self._watchers.leave(_sid())

    # --- rights and turns -----------------------------------------------------------

    def _may_act(self, hosted: HostedLab, message: requests.Addressed) -> bool:
        if message.secret and hmac.compare_digest(
            message.secret.encode(), hosted.secret.encode()
        ):
            return True
        return self._visitors.known() in hosted.actors

    def _change(
        self, message: requests.Addressed, work: Callable[[HostedLab], Answer]
    ) -> Answer:
        """Do `work` in a turn, once for each message id; refusals are answers too."""
        hosted = self._labs.get(message.lab)
        if not self._may_act(hosted, message):
            raise Refusal("error.watch_only")

        def attempt() -> Answer:
            try:
                return work(hosted)
            except (Refusal, LabError) as error:
                return _refused(text(error.key, **error.params))

        try:
            with hosted.turn(acting=True):
                if not message.id:
                    return attempt()
                by = self._visitors.known() or _sid()
                answer: Answer = hosted.once(f"{by}:{message.id}", attempt)
                return answer
        except Refusal:
            raise
        except Exception:
            self._labs.end(hosted, "ended.broken")
            raise


def _unknown(name: str, *_: Any) -> Answer:
    return _refused(text("error.message", reason=f"unknown message {name[:64]}"))


def _refused(error: Text) -> Answer:
    return {"ok": False, "error": error}


def _at(branch: Branch) -> Answer:
    return {"ok": True, "branch": branch.id}


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
