"""Acts on the zones of a name server: a record is published, or withdrawn.

Whoever runs a domain edits its zone; everybody else notices when what they remember has
expired.
"""

from simulator.acts.conditions import not_running, too_long
from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm
from simulator.agents import World

VALUE_CHARACTERS_MAX = 2_000


class Publish(Act, frozen=True, tag="publish"):
    """Add a record to the zone of the name server `host` that `name` is in.

    `name`: the whole of it, `_dmarc.norte.example`; `type`: A, AAAA, MX or TXT;
    `value`: an address, `10 mx.norte.example`, or the text of TXT as it is.
    """

    host: str
    name: str
    type: str
    value: str


class Withdraw(Act, frozen=True, tag="withdraw"):
    """Take a record out again; `value` "": all of that name and type."""

    host: str
    name: str
    type: str
    value: str = ""


def _no_name_server(world: World, act: Publish | Withdraw) -> Problem:
    problem = not_running(world, act.host)
    if problem:
        return problem
    if act.host not in world.zone_editors:
        return "error.no_name_server", {"host": act.host}
    return too_long(len(act.name + act.value), VALUE_CHARACTERS_MAX)


def _cannot_publish(world: World, act: Publish) -> Problem:
    problem = _no_name_server(world, act)
    if problem:
        return problem
    editor = world.zone_editors[act.host]
    return editor.publish_problem(act.name, act.type, act.value)


def _cannot_withdraw(world: World, act: Withdraw) -> Problem:
    problem = _no_name_server(world, act)
    if problem:
        return problem
    editor = world.zone_editors[act.host]
    return editor.withdraw_problem(act.name, act.type, act.value)


def _publish(doer: Doer, act: Publish) -> None:
    doer.world.zone_editors[act.host].publish(act.name, act.type, act.value)


def _withdraw(doer: Doer, act: Withdraw) -> None:
    doer.world.zone_editors[act.host].withdraw(act.name, act.type, act.value)


_RECORD = ShortForm(("host", "name", "type", "value"), rest=True)

SPECS = (
    ActSpec(Publish, _cannot_publish, _publish, "publish", short=_RECORD),
    ActSpec(Withdraw, _cannot_withdraw, _withdraw, "withdraw", short=_RECORD),
)
