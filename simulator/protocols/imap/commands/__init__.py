"""The commands of IMAP4rev1, one file each, found by name.

`HANDLERS[verb]` is a generator function as `session.py` describes: by the time it runs,
the table of `states.py` has allowed the verb.
"""

from collections.abc import Mapping
from functools import partial

from simulator.protocols.imap.commands.append import append
from simulator.protocols.imap.commands.authenticate import authenticate
from simulator.protocols.imap.commands.capability import capability
from simulator.protocols.imap.commands.check import check
from simulator.protocols.imap.commands.close import close
from simulator.protocols.imap.commands.copy import copy
from simulator.protocols.imap.commands.create import create
from simulator.protocols.imap.commands.delete import delete
from simulator.protocols.imap.commands.enable import enable
from simulator.protocols.imap.commands.examine import examine
from simulator.protocols.imap.commands.expunge import expunge, uid_expunge
from simulator.protocols.imap.commands.fetch import fetch
from simulator.protocols.imap.commands.id import identify
from simulator.protocols.imap.commands.idle import idle
from simulator.protocols.imap.commands.list import list_names
from simulator.protocols.imap.commands.login import login
from simulator.protocols.imap.commands.logout import logout
from simulator.protocols.imap.commands.lsub import lsub
from simulator.protocols.imap.commands.move import move
from simulator.protocols.imap.commands.namespace import namespace
from simulator.protocols.imap.commands.noop import noop
from simulator.protocols.imap.commands.rename import rename
from simulator.protocols.imap.commands.search import search
from simulator.protocols.imap.commands.select import select
from simulator.protocols.imap.commands.starttls import starttls
from simulator.protocols.imap.commands.status import status
from simulator.protocols.imap.commands.store import store
from simulator.protocols.imap.commands.subscribe import subscribe
from simulator.protocols.imap.commands.unselect import unselect
from simulator.protocols.imap.commands.unsubscribe import unsubscribe
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
