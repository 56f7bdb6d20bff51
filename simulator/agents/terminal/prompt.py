"""A person's prompt at a machine: `nslookup` and `dig`, run for real.

They ask over the simulated network each time, and print what those programs print. A
machine without a resolver asks itself, as those programs do, and gets no answer. Other
programs are not found, as in a shell.
"""

from simulator.agents.dns import Resolver
from simulator.agents.machine import Machine
from simulator.journal.facts import PromptCommandEntered, PromptTextPrinted
from simulator.protocols.dns import LookupResult, Query
from simulator.protocols.dns.command_lines import PROGRAMS, LookupCommand, parse_command
from simulator.protocols.dns.printing import (
    ATTEMPTS,
    NO_SERVERS,
    Asked,
    Screen,
    dig_lines,
    nslookup_lines,
)
from simulator.protocols.services import DNS

START_US = 20_000
"""A program takes a moment to start."""

LOOPBACK = "127.0.0.1"


class CommandPrompt:
    """The prompt of one machine. `name_server`: host id of the name server it asks
    through `resolver`; "": none, so no answer comes."""

    def __init__(
        self, machine: Machine, resolver: Resolver | None, name_server: str
    ) -> None:
        self.machine = machine
        self.resolver = resolver or Resolver(machine, lambda _name: "")
        self.name_server = name_server

    def run(self, text: str, actor: str) -> None:
        """Enter `text`; what comes of it is printed when it is known."""
        self.machine.record(PromptCommandEntered(actor=actor, text=text))
        words = text.split()
        program = words[0] if words else ""
        if not program:
            return
        if program not in PROGRAMS:
            self._print("", [f"bash: {program}: command not found"], ok=False)
            return
        request = parse_command(words)
        if isinstance(request, list):
            self._print(program, request, ok=False)
            return
        begin = _Run(self, request, text).begin
        self.machine.clock.after(START_US, self.machine.host.later(begin))

    def _print(self, program: str, lines: list[str], ok: bool) -> None:
        self.machine.record(
            PromptTextPrinted(
                program=program, text="\n".join(lines)[:80], ok=ok, lines=tuple(lines)
            )
        )

    def finish(self, request: LookupCommand, lines: list[str], ok: bool) -> None:
        """A program ended."""
        self._print(request.program, [*request.warnings, *lines], ok)


class _Run:
    """One run of a program: its questions, one after another, then its screen."""

    def __init__(
        self, prompt: CommandPrompt, request: LookupCommand, text: str
    ) -> None:
        self._machine = prompt.machine
        self._prompt = prompt
        self._request = request
        self._text = text
        self._asked: list[Asked] = []
        self._server = ""
        self._address = ""

    def begin(self) -> None:
        """Find the server, then ask."""
        wanted = self._request.server
        if not wanted:
            self._server = self._prompt.name_server
        else:
            self._server = self._machine.table.find(wanted)
        if wanted and not self._server:
            self._unknown_server(wanted)
            return
        self._address = self._machine.table.addresses.get(self._server, LOOPBACK)
        self._ask(Query(self._request.name, self._request.type or "A"))

    def _unknown_server(self, wanted: str) -> None:
        if wanted.replace(".", "").isdigit():
            where = f"{wanted}#{DNS.port}({wanted})"
            name = self._request.name
            line = f";; UDP setup with {where} for {name} failed: network unreachable."
            lines = [*[line] * ATTEMPTS, NO_SERVERS]
        elif self._request.program == "dig":
            lines = [f"dig: couldn't get address for '{wanted}': not found"]
        else:
            lines = [f"nslookup: couldn't get address for '{wanted}': not found"]
        self._prompt.finish(self._request, lines, ok=False)

    def _ask(self, question: Query) -> None:
        if not self._server:
            self._heard(question, LookupResult("unreachable"), 0)
            return
        began_us = self._machine.clock.now_us
        self._prompt.resolver.query(
            question,
            lambda answer: self._heard(
                question, answer, self._machine.clock.now_us - began_us
            ),
            server=self._server,
            dig=self._request.program == "dig",
            edns=self._request.edns,
            tcp=self._request.tcp,
        )

    def _heard(self, question: Query, answer: LookupResult, took_us: int) -> None:
        self._asked.append(Asked(question, answer, took_us))
        both = self._request.program == "nslookup" and not self._request.type
        if both and len(self._asked) == 1 and answer.result in ("found", "no_data"):
            # nslookup asks for both kinds of address, the second of the true name.
            aliases = [r[3] for r in answer.records if r[2] == "CNAME"]
            name = aliases[-1].rstrip(".") if aliases else question.name
            self._ask(Query(name, "AAAA"))
            return
        self._show()

    def _show(self) -> None:
        request = self._request
        first = self._asked[0]
        if request.program == "nslookup":
            lines = nslookup_lines(self._address, self._asked, request.reverse)
        else:
            screen = Screen(
                command=self._text.strip().partition(" ")[2].strip(),
                address=self._address,
                named=bool(request.server),
                date=_date(self._machine.date()),
                short=request.short,
                tcp=request.tcp,
            )
            lines = dig_lines(screen, first)
        ok = any(asked.answer.result == "found" for asked in self._asked)
        self._prompt.finish(request, lines, ok)


def _date(mail_date: str) -> str:
    """`Mon, 23 Nov 2026 09:00:00 +0100` as dig writes it."""
    day, number, month, year, time, zone = mail_date.replace(",", "").split()
    return f"{day} {month} {int(number):02} {time} {zone[:3]} {year}"
