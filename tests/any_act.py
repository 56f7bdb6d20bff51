"""What a person may do to a lab, drawn by chance, sensible or not."""

from random import Random

from simulator.acts import (
    Act,
    Alter,
    Break,
    Browse,
    Close,
    Collect,
    Crash,
    Cut,
    DropSegment,
    Fault,
    Fill,
    Freeze,
    Lose,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Repair,
    Resend,
    Reset,
    Restart,
    Restore,
    Run,
    Send,
    ServiceOff,
    ServiceOn,
    SetUp,
    Skip,
    Slow,
    Thaw,
    Tidy,
    TypeLine,
)
from simulator.agents.store.folders import Stored
from simulator.agents.store.store import Store
from simulator.lab import Lab

WRITTEN = (
    "EHLO pc.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<{}>",
    "RCPT TO:<{}> NOTIFY=SUCCESS,FAILURE",
    "DATA",
    ".",
    "USER ana",
    "PASS ana-secreta",
    "DELE 1",
    "QUIT",
    "\0\xff",
)
PASTED = (
    "EHLO x\nMAIL FROM:<ana@norte.example>\nRCPT TO:<{}>\nDATA\n\nhola\n.\n",
    "USER ana\nPASS ana-secreta\nRETR 1\nDELE 1\n",
)
COMMANDS = ("dig mx {}", "nslookup {}", "dig +tcp {} ANY", "dig -x {}", "ls")
FAULTS: tuple[Fault, ...] = (
    *("disk_full", "busy", "closes_in_data", "open_relay"),
    *("lenient_end", "bare_line_ends"),
)


def any_act(chance: Random, lab: Lab) -> Act:
    """Something a person may do, sensible or not."""
    one = chance.choice
    host = one(list(lab.world.network.hosts))
    boxes = [box for store in lab.world.stores.values() for box in store.mailboxes]
    entries = [each.address for each in lab.scenario.aliases]
    entries += [each.address for each in lab.scenario.lists]
    magic = [f"{name}@sur.example" for name in ("noexiste", "ocupado", "lleno")]
    to = one([*boxes, *magic, "x@nada.example", *entries])
    kept = [m.unique_id for s in lab.world.stores.values() for m in _letters(s)]
    conns = [f"c{n + 1}" for n in range(lab.world.network.connected)] or ["c1"]
    program = one(("mta", "pop3", "imap", "dns"))
    browser = one(list(lab.world.browsers) or [host])
    domain = one(("sur.example", "norte.example", "a..b", "192.0.2.10"))
    return one(
        (
            lambda: one((PowerOn, PowerOff, Crash, Restart, Freeze, Thaw))(host),
            lambda: Send(host, to, "Hola", "x" * one((3, 5_000)), cc=one(("", to))),
            lambda: one((Collect, Restore, Resend))(host),
            lambda: Open(host, one(list(lab.world.hosts)), one((25, 110, 143, 80))),
            lambda: Run(host, one(COMMANDS).format(domain)),
            lambda: TypeLine(one(WRITTEN).format(to)),
            lambda: Paste(one(PASTED).format(to)),
            lambda: one((Cut(host), Cut(host, 15_000), Close())),
            lambda: one((Slow(host, 3_000_000, 300), Lose(host, one((0, 200_000))))),
            lambda: DropSegment(
                len(lab.journal) - chance.randrange(1, 15), one((0, 1))
            ),
            lambda: Reset(one(conns)),
            lambda: Alter(0, one((-4, 0, 7)), one((10, 65, 195))),
            lambda: one((ServiceOff, ServiceOn))(host, program),
            lambda: one((Break, Repair))(host, one(FAULTS)),
            lambda: Fill(one(boxes)),
            lambda: Skip(one(("next", "retry"))),
            lambda: Tidy(host, one(kept or ["u"]), one(("delete", "flag"))),
            lambda: Browse(browser, one(("/", "/folder/INBOX", "/x?%zz"))),
            lambda: _form(chance, host, list(lab.world.hosts)),
            lambda: Browse(browser, "/login", "POST", (("user", "benito"),)),
        )
    )()


def _form(chance: Random, host: str, servers: list[str]) -> SetUp:
    one = chance.choice
    return SetUp(
        host,
        one(("pop3", "imap")),
        one(servers),
        one((110, 995, 143, 993)),
        one(servers),
        one((25, 587, 465)),
        "benito",
        incoming_tls=one((False, True)),
        outgoing_tls=one((False, True)),
        password=one(("", "benito-secreta")),
    )


def _letters(store: Store) -> list[Stored]:
    return [m for box in store.mailboxes.values() for m in box.messages]
