"""The labs whose journals are golden, by name."""

from collections.abc import Callable

import msgspec

from simulator.acts import Cut, Open, Paste, Restore, Skip, TypeLine
from simulator.lab import Lab
from simulator.scenario import Scenario
from tests.worlds import demonstrated, opened, scenario

MISTAKES = (
    "HOLA",
    "MAIL FROM: <ana@norte.example>",
    "MAIL FROM:<ana@norte.example>",
    "EHLO pc-ana.norte.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<noexiste@sur.example>",
    "RCPT TO:<ocupado@sur.example>",
    "RCPT TO:<carla@sur.example>",
    "RSET",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<carla@sur.example>",
    "DATA",
    "Subject: Sin línea en blanco",
    "..un punto",
    ".",
)


def with_mistakes() -> Lab:
    """A person at a terminal: mistakes, refusals, a letter without a blank line."""
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    for text in MISTAKES:
        lab.apply(TypeLine(text))
        lab.settle()
    lab.apply(Open("pc-ana", "sur", 80))
    lab.settle()
    return lab


def with_a_cut() -> Lab:
    """POP3 by hand, a mark, a cut cable, and the server that gives up."""
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 110))
    lab.settle()
    lab.apply(Paste("USER benito\nPASS benito-secreta\nLIST\nDELE 1"))
    lab.settle()
    lab.apply(Cut("pc-ana"))
    lab.apply(TypeLine("NOOP"))
    lab.settle()
    lab.apply(Restore("pc-ana"))
    lab.apply(Skip())
    lab.settle()
    return lab


def lightly(name: str, octets: int) -> Lab:
    """A demonstration whose attachments are no burden to a repository."""
    plan = scenario(name)
    replace = msgspec.structs.replace
    messages = tuple(
        replace(
            message,
            attachments=tuple(replace(a, octets=octets) for a in message.attachments),
        )
        for message in plan.messages
    )
    return played(replace(plan, messages=messages))


def played(plan: Scenario) -> Lab:
    """As `demonstrated`, of a scenario that is in no file."""
    lab = Lab(plan, 7)
    lab.open()
    for act in plan.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


def in_era(year: str) -> Lab:
    """The demonstration of `cuatro-epocas` as of that year."""
    plan = scenario("cuatro-epocas")
    (variant,) = [each for each in plan.variants if each.id == year]
    return played(plan.varied(variant))


RUNS: dict[str, Callable[[], Lab]] = {
    "primera-carta": demonstrated,
    "con-errores": with_mistakes,
    "cable-cortado": with_a_cut,
    "imap": lambda: demonstrated("imap"),
    "cola-y-reintentos": lambda: demonstrated("cola-y-reintentos"),
    "cartas-por-dentro": lambda: demonstrated("cartas-por-dentro"),
    "lista-gris": lambda: demonstrated("lista-gris"),
    "rebotes": lambda: demonstrated("rebotes"),
    "lista-y-alias": lambda: demonstrated("lista-y-alias"),
    "correo-con-dns": lambda: demonstrated("correo-con-dns"),
    "tres-maneras": lambda: lightly("tres-maneras", 3_000),
    "descarga-cortada": lambda: demonstrated("descarga-cortada"),
    "reenvio-y-spf": lambda: demonstrated("reenvio-y-spf"),
    "espia-y-starttls": lambda: demonstrated("espia-y-starttls"),
    "starttls-arrancado": lambda: demonstrated("starttls-arrancado"),
    "cuatro-epocas": lambda: demonstrated("cuatro-epocas"),
    "cuatro-epocas-1982": lambda: in_era("1982"),
    "retransmision-abierta": lambda: demonstrated("retransmision-abierta"),
    "rebotes-inocentes": lambda: demonstrated("rebotes-inocentes"),
    "contrabando": lambda: demonstrated("contrabando"),
}
