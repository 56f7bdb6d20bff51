"""The commands of IMAP4rev1, one file each, found by name.

`HANDLERS[verb]` is a generator function as `session.py` describes: by the time it runs,
the table of `states.py` has allowed the verb.
"""

from collections.abc import Mapping
from functools import partial

from simulator.protocols.imap.commands.any_state.capability import capability
from simulator.protocols.imap.commands.any_state.id import identify
from simulator.protocols.imap.commands.any_state.logout import logout
from simulator.protocols.imap.commands.any_state.noop import noop
from simulator.protocols.imap.commands.authenticated.append import append
from simulator.protocols.imap.commands.authenticated.create import create
from simulator.protocols.imap.commands.authenticated.delete import delete
from simulator.protocols.imap.commands.authenticated.enable import enable
from simulator.protocols.imap.commands.authenticated.examine import examine
from simulator.protocols.imap.commands.authenticated.idle import idle
from simulator.protocols.imap.commands.authenticated.list import list_names
from simulator.protocols.imap.commands.authenticated.lsub import lsub
from simulator.protocols.imap.commands.authenticated.namespace import namespace
from simulator.protocols.imap.commands.authenticated.rename import rename
from simulator.protocols.imap.commands.authenticated.select import select
from simulator.protocols.imap.commands.authenticated.status import status
from simulator.protocols.imap.commands.authenticated.subscribe import subscribe
from simulator.protocols.imap.commands.authenticated.unsubscribe import unsubscribe
from simulator.protocols.imap.commands.not_authenticated.authenticate import (
    authenticate,
)
from simulator.protocols.imap.commands.not_authenticated.login import login
from simulator.protocols.imap.commands.not_authenticated.starttls import starttls
from simulator.protocols.imap.commands.selected.check import check
from simulator.protocols.imap.commands.selected.close import close
from simulator.protocols.imap.commands.selected.copy import copy
from simulator.protocols.imap.commands.selected.expunge import expunge, uid_expunge
from simulator.protocols.imap.commands.selected.fetch import fetch
from simulator.protocols.imap.commands.selected.move import move
from simulator.protocols.imap.commands.selected.search import search
from simulator.protocols.imap.commands.selected.store import store
from simulator.protocols.imap.commands.selected.unselect import unselect
from simulator.protocols.imap.session import Handler

HANDLERS: Mapping[str, Handler] = {
    "CAPABILITY": capability,
    "NOOP": noop,
    "LOGOUT": logout,
    "ID": identify,
    "STARTTLS": starttls,
    "AUTHENTICATE": authenticate,
    "LOGIN": login,
    "SELECT": select,
    "EXAMINE": examine,
    "CREATE": create,
    "DELETE": delete,
    "RENAME": rename,
    "SUBSCRIBE": subscribe,
    "UNSUBSCRIBE": unsubscribe,
    "LIST": list_names,
    "LSUB": lsub,
    "STATUS": status,
    "APPEND": append,
    "NAMESPACE": namespace,
    "IDLE": idle,
    "ENABLE": enable,
    "CHECK": check,
    "CLOSE": close,
    "UNSELECT": unselect,
    "EXPUNGE": expunge,
    "SEARCH": search,
    "FETCH": fetch,
    "STORE": store,
    "COPY": copy,
    "MOVE": move,
    "UID FETCH": partial(fetch, uid=True),
    "UID SEARCH": partial(search, uid=True),
    "UID STORE": partial(store, uid=True),
    "UID COPY": partial(copy, uid=True),
    "UID MOVE": partial(move, uid=True),
    "UID EXPUNGE": uid_expunge,
}

__all__ = ["HANDLERS"]
