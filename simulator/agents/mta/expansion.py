"""From a forward-path to where its mail goes: aliases followed, lists opened.

RFC 5321 §3.9: an alias changes the forward-path alone, a list also the reverse-path.
An alias that leads back to itself, or a list inside itself, is a destination of its own
kind, so that the sender is told.
"""

import msgspec

from simulator.agents.mta.directory import Directory
from simulator.mail import domain_of


class ResolvedPath(msgspec.Struct, frozen=True):
    """`kind`: mailbox, alias, forward (an alias that leaves this host), list, none or
    loop. `targets`: addresses; `owner`: reverse-path of a list's copies; `address`: the
    list's own."""

    kind: str
    targets: tuple[str, ...] = ()
    owner: str = ""
    address: str = ""


def resolve(directory: Directory, path: str, lists: frozenset[str]) -> ResolvedPath:
    """What stands behind `path`; `lists`: those the mail has come through already."""
    found = directory.find(path)
    if found.kind == "account":
        return ResolvedPath("mailbox", found.targets)
    if found.kind == "list":
        address = found.address.lower()
        if address in lists:
            return ResolvedPath("loop")
        return ResolvedPath("list", found.targets, found.owner, address)
    if found.kind not in ("alias", "elsewhere"):
        return ResolvedPath("none")
    return _through_aliases(directory, path, found.targets, lists)


def _through_aliases(
    directory: Directory, path: str, targets: tuple[str, ...], lists: frozenset[str]
) -> ResolvedPath:
    """Follow aliases to their ends, each once, in order."""
    seen = {path.lower()}
    ends: dict[str, None] = {}
    waiting = list(targets)
    circular = False
    while waiting:
        target = waiting.pop(0)
        if target.lower() in seen:
            circular = True
            continue
        seen.add(target.lower())
        if not directory.is_local(domain_of(target)):
            ends[target] = None
            continue
        found = directory.find(target)
        if found.kind in ("alias", "elsewhere"):
            waiting = [*found.targets, *waiting]
        elif found.kind == "account":
            ends[found.targets[0]] = None
        elif found.kind == "list" and len(targets) == 1:
            return resolve(directory, target, lists)
        elif found.kind == "list":
            ends[target] = None
    if not ends:
        return ResolvedPath("loop" if circular else "none")
    leaves = any(not directory.is_local(domain_of(end)) for end in ends)
    return ResolvedPath("forward" if leaves else "alias", tuple(ends))
