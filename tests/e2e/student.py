"""A student who does a whole lesson in the page, by its own solution: each line typed,
each message written in the form, each button pressed, each question answered.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from playwright.sync_api import Locator, Page, expect

from simulator import acts
from simulator.acts import Act, encode_act
from simulator.projections.catalogue import load
from simulator.teaching.questions import LessonQuestion
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.text import LessonText
from tests.e2e.live import settled
from tests.e2e.typist import edit_zone, enter, paste
from tests.e2e.watching import change_last_message

GATES = "button:not([disabled])"
AT_THE_LINE = (
    acts.TypeLine,
    acts.Open,
    acts.Paste,
    acts.Run,
    acts.Close,
    acts.StartTls,
)
"""What is typed: its answers show at once. Anything else plays."""


class Student:
    """Somebody at `page`, which shows the first step of `lesson` in `lang`."""

    def __init__(
        self, page: Page, lesson: Lesson, words: LessonText, lang: str
    ) -> None:
        self.page = page
        self.lesson = lesson
        self.words = words
        self._texts = load()[lang]
        self._seat = ""

    # --- steps ---

    def finish(self) -> None:
        """Do every step in its order, by its solution; the lesson is then told to be
        finished."""
        for number, step in enumerate(self.lesson.steps):
            self.turn_to(number)
            self.do(step)
            self.expect_solved(number)
        expect(self.page.locator(".ct-finished")).to_be_visible()

    def turn_to(self, number: int) -> None:
        """Go on to a step with the button that leads there."""
        if number:
            self.show("text")
            self.page.locator(".ct-lesson-buttons .ct-button").last.click()
        step = self.lesson.steps[number]
        title = self.page.locator("#ct-step-title")
        expect(title).to_have_text(self.words.sections[step.id].title)
        settled(self.page)

    def expect_solved(self, number: int) -> None:
        """The list of steps says that it is done."""
        button = self.page.locator(".ct-l-steps button").nth(number)
        expect(button).to_have_attribute("data-solved", "true")

    def do(self, step: LessonStep) -> None:
        """What the step asks for."""
        if step.kind in ("predict", "quiz"):
            assert step.question is not None
            self.answer(step.question, step.question.parts)
        if step.script:
            self.watch()
        elif step.kind == "watch":
            self._to_the_end()
        if step.tools.view == "serve":
            self._serve()
        elif step.kind == "do":
            self.act(step, [scripted.act for scripted in step.solution])

    def watch(self) -> None:
        """Let the step's story run, and go to its end."""
        self.page.locator(f".ct-run-row {GATES}").click()
        settled(self.page)
        self._to_the_end()

    def _to_the_end(self) -> None:
        """What is not watched does not count yet."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press("End")
        settled(self.page)

    def show(self, pane: str) -> None:
        """On a phone: that half of the page."""
        self.page.evaluate("document.activeElement.blur()")
        settled(self.page)
        half = self.page.locator(".ct-l-pane").nth(["text", "tool"].index(pane))
        if half.is_visible():
            half.click()

    def read_hints(self) -> None:
        """Open every hint of the step."""
        self.show("text")
        more = self.page.locator(".ct-l-hints > button")
        while more.count():
            more.click()
            settled(self.page)

    # --- questions ---

    def answer(self, question: LessonQuestion, given: dict[str, Any]) -> None:
        """Give these answers, by what is asked; the first of each sequence."""
        self.show("text")
        form = self.page.locator(".ct-question")
        expect(form.locator("fieldset:not([disabled])")).to_have_count(1)
        for part, values in given.items():
            self._pick(form, question, part, values[0])
        form.locator(f"fieldset > {GATES}").last.click()
        settled(self.page)
        expect(form.locator(".ct-l-verdict")).to_have_count(len(question.parts))

    def _pick(
        self, form: Locator, question: LessonQuestion, part: str, value: str
    ) -> None:
        at = list(question.parts).index(part)
        if question.kind in ("choice", "sort"):
            form.locator(f'input[name="{part}"][value="{value}"]').check()
        elif question.kind == "label":
            form.locator("select").nth(at).select_option(value)
        elif question.kind == "order":
            self._put_in_order(form, question, value.split(","))
        elif question.kind == "reply":
            self._guess(form, value)
        elif question.kind == "fix":
            self._fix(form.locator(".ct-fix").nth(at), value)
        else:
            form.locator("input[type=text]").fill(value)

    @staticmethod
    def _guess(form: Locator, value: str) -> None:
        code = form.locator(".ct-guess-code input")
        if code.count():
            code.fill(value)
        else:
            form.locator(f'input[value="{value}"]').check()

    @staticmethod
    def _fix(sentence: Locator, value: str) -> None:
        word, _, option = value.partition("=")
        if not option:
            sentence.locator(".ct-fix-ok").click()
            return
        sentence.locator(f'[data-word="{word}"]').click()
        sentence.locator("select").select_option(option)

    def _put_in_order(
        self, form: Locator, question: LessonQuestion, wanted: list[str]
    ) -> None:
        shown = form.locator("ct-order").evaluate("o => o.items.map(i => i.name)")
        names = self.page.locator(".ct-question").evaluate(
            "f => f.closest('ct-question').asked.options.map(o => o.value)"
        )
        for value in wanted:
            name = shown[names.index(value)]
            form.locator("ct-order").get_by_role("button", name=name).first.click()

    def _serve(self) -> None:
        """Give what is offered in the server's chair, until each reply is right."""
        self.show("tool")
        seat = self.page.locator(".ct-seat")
        while not seat.locator(".ct-seat-over").count():
            turn = seat.locator(".ct-seat-log > li").count()
            offered = seat.locator(".ct-seat-offered li button")
            for at in range(offered.count()):
                if not offered.first.is_visible():
                    seat.locator(".ct-seat-offered summary").click()
                offered.nth(at).click()
                settled(self.page)
                if seat.locator(".ct-seat-log > li").count() > turn:
                    break
                seat.locator(".ct-seat-wrong button").click()

    # --- acts ---

    def act(self, step: LessonStep, done: Iterable[Act]) -> None:
        """Do these acts with the hands; answers that follow one another together."""
        for kind, group in groupby(done, type):
            each = list(group)
            if kind is acts.AnswerQuestion:
                assert step.question is not None
                given = [encode_act(act) for act in each]
                answers = {str(a["question"]): (a["value"],) for a in given}
                self.answer(step.question, answers)
                continue
            self.show("tool")
            for act in each:
                self._hands[kind](self, act)
                settled(self.page)
                if kind not in AT_THE_LINE:
                    self._to_the_end()

    def _type(self, *lines: str) -> None:
        enter(self.page, *lines)

    def _line(self, act: acts.TypeLine) -> None:
        enter(self.page, act.text, key="Control+j" if act.lf else "Enter")

    def _open(self, act: acts.Open) -> None:
        self._sit(act.host)
        if act.tls:
            self._type(f"openssl s_client -connect {act.target}:{act.port}")
        else:
            self._type(f"telnet {act.target} {act.port}")

    def _run(self, act: acts.Run) -> None:
        self._sit(act.host)
        self._type(act.text)

    def _sit(self, host: str) -> None:
        seat = self.page.locator("select.ct-t-seat")
        if seat.count() and seat.is_visible():
            seat.select_option(host)

    def _paste(self, act: acts.Paste) -> None:
        self.page.locator("#ct-line").focus()
        paste(self.page, act.text)
        at_once = self.page.get_by_role("dialog").get_by_role(
            "button", name=self._texts["ui.paste.fast"]
        )
        at_once.click()

    def _close(self, _act: acts.Close) -> None:
        self.page.locator(".ct-term-head .ct-button").click()

    def _start_tls(self, _act: acts.StartTls) -> None:
        self._press("ui.type.start_tls")

    def _send(self, act: acts.Send) -> None:
        self._press("ui.world.compose")
        form = self.page.locator("dialog.ct-compose")
        form.locator("select[name=host]").select_option(act.host)
        form.locator("[name=to]").fill(act.to)
        form.locator("[name=subject]").fill(act.subject)
        form.locator("[name=body]").fill(act.body)
        form.locator(".ct-t-dialog-foot .ct-go").click()
        expect(form).to_have_count(0)

    def _set_up(self, act: acts.SetUp) -> None:
        """Fill in the form that the text points to."""
        self.show("text")
        self.page.locator(f'[data-place="account/{act.host}"]').first.click()
        form = self.page.locator("dialog ct-account")
        form.locator("[name=service]").select_option(act.service)
        for name in ("incoming", "incoming_port", "outgoing", "outgoing_port"):
            form.locator(f"[name={name}]").fill(str(getattr(act, name)))
        for name in ("incoming_tls", "outgoing_tls"):
            form.locator(f"[name={name}]").select_option(str(int(getattr(act, name))))
        form.locator("[name=user]").fill(act.user)
        form.locator("[name=password]").fill(act.password)
        form.locator("button").first.click()
        expect(form).to_have_count(0)
        settled(self.page)
        self.show("tool")

    def _edit_zone(self, act: acts.Publish | acts.Withdraw) -> None:
        """In the name server that the text points to."""
        self.show("text")
        self.page.locator(f'[data-place="machine/{act.host}"]').first.click()
        edit_zone(self.page, act)
        self.show("tool")

    def _alter(self, act: acts.Alter) -> None:
        kind = "space" if act.octet == ord("\t") else "letter"
        change_last_message(self.page, self._texts[f"ui.drop.alter.{kind}"])

    def _press(self, key: str) -> None:
        """The button that has the words of `key`."""
        tool = self.page.locator(".ct-lesson-tool")
        tool.get_by_role("button", name=self._texts[key], exact=True).first.click()

    def _offered(self, act: Act) -> bool:
        """Press the button that the world offers for this act, if it does."""
        at = self.page.locator("ct-world").evaluate(
            """(world, wanted) => {
                const offers = world.model.offers ?? [];
                const keys = Object.keys(wanted);
                const same = ({ act }) => keys.every((k) => act[k] === wanted[k]);
                return offers.findIndex(same);
            }""",
            encode_act(act),
        )
        if at >= 0:
            self.page.locator("ct-world > section > button").nth(at).click()
        return bool(at >= 0)

    def _offer(self, act: Act) -> None:
        assert self._offered(act), f"nothing on the page does {act}"

    def _collect(self, act: acts.Collect) -> None:
        boxes = self.page.locator("ct-boxes")
        if not boxes.count():
            self._offer(act)
            return
        at = boxes.evaluate(
            """(boxes, host) => boxes.model.order
                .filter((id) => boxes.model.hosts[id].address)
                .indexOf(host)""",
            act.host,
        )
        device = boxes.locator(".ct-bx-column").nth(at + 1)
        device.locator("p > button").first.click()

    def _power(self, act: acts.PowerOn | acts.PowerOff) -> None:
        if self._offered(act):
            return
        on = isinstance(act, acts.PowerOn)
        machine = self.page.locator(f"ct-stage [data-host={act.host}]")
        if not machine.is_visible():
            self.read_hints()
            machine = self.page.locator(f'[data-place="machine/{act.host}"]').last
        machine.click()
        words = self._texts["ui.machine.turn_on" if on else "ui.machine.turn_off"]
        self.page.get_by_role("dialog").get_by_role("button", name=words).click()

    def _cable(self, act: acts.Cut | acts.Restore) -> None:
        cables = self.page.locator(".ct-t-cables")
        cables.locator("summary").click()
        at = self.page.locator("ct-world").evaluate(
            "(world, link) => Object.keys(world.model.links).indexOf(link)", act.link
        )
        cables.locator("button").nth(at).click()
        cables.locator("summary").click()

    def _skip(self, act: acts.Skip) -> None:
        if self._offered(act):
            return
        self._press("ui.world.skip")
        self.page.locator(".ct-skip-ask button").first.click()

    def _browse(self, act: acts.Browse) -> None:
        window = self.page.locator("ct-browser")
        first = window.locator(".ct-bw-page > .ct-go")
        if first.count():
            first.click()
            settled(self.page)
        if act.method == "GET":
            self._follow(act.target)
            return
        form = f'form[action="{act.target}"]'
        if not window.evaluate("(w, form) => !!w.page.querySelector(form)", form):
            self._follow("/write")
        for name, value in act.fields:
            window.locator(f"[name={name}]").fill(value)
        window.locator("form button").click()

    def _follow(self, target: str) -> None:
        """The link to `target`, if need be by way of the list of messages."""
        window = self.page.locator("ct-browser")
        for to in (target, "/folder/INBOX", target):
            at = window.evaluate(
                """(window, to) => [...window.page.querySelectorAll('a')]
                    .findIndex((a) => a.getAttribute('href') === to)""",
                to,
            )
            if at >= 0:
                window.locator(".ct-bw-page a").nth(at).click()
                settled(self.page)
                if to == target:
                    return
        raise AssertionError(f"no link to {target}")

    _hands: dict[type, Callable[..., None]] = {
        acts.TypeLine: _line,
        acts.Open: _open,
        acts.Run: _run,
        acts.Paste: _paste,
        acts.Close: _close,
        acts.StartTls: _start_tls,
        acts.Send: _send,
        acts.Collect: _collect,
        acts.SetUp: _set_up,
        acts.Repair: _offer,
        acts.PowerOn: _power,
        acts.PowerOff: _power,
        acts.Cut: _cable,
        acts.Restore: _cable,
        acts.Skip: _skip,
        acts.Browse: _browse,
        acts.Alter: _alter,
        acts.Publish: _edit_zone,
        acts.Withdraw: _edit_zone,
    }
