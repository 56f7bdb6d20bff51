"""Everything that is read from files, as one: made when the static edition is built.

Reading lessons, texts and scenarios takes a second; what was read, stored as Python
stores objects, is there in a few milliseconds. That file is part of the program, as its
compiled modules are: it is made with them, for the same Python, and nothing of a
visitor ever gets into one.
"""

import pickle

from simulator.hosting import Content
from simulator.hosting.documents import Document
from simulator.projections.catalogue import take_as_loaded


def stored(content: Content) -> bytes:
    """Everything that was read, as one file."""
    content.documents = {
        name: Document(each.body, b"", each.tag)
        for name, each in content.documents.items()
    }
    return pickle.dumps(content, 5)


def restored(octets: bytes | memoryview) -> Content:
    """The same again. Only for what `stored` made."""
    content: Content = pickle.loads(octets)
    take_as_loaded(content.texts)
    return content
