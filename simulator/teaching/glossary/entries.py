"""What a file of the glossary may hold: a group of entries.

```toml
group = "smtp_commands"
order = 2                 # of the group on the page
protocol = "smtp"         # whose state table knows the commands

[[entry]]
id = "rcpt"               # its address: #/glossary/rcpt
name = "RCPT"             # or { es = "sobre", en = "envelope" }
command = "RCPT"          # a verb of that table: it gives syntax and section
keys = ["why.smtp.ask.rcpt"]   # texts of the catalogue that say what it means
means = { es = "...", en = "..." }   # what they do not say
cites = ["5321#4.1.1.3"]
example = "C: RCPT TO:<benito@sur.example>"
shows = "S21.3"           # the claim whose scene and lessons show it
tries = "sender/spf"      # the place of the page where one can try it out
also = { es = "otro nombre", en = "another name" }   # found by it, too
words = { es = "sobre|sobres", en = "envelope" }     # how a text names it
[[entry.unlike]]          # what it is confused with
id = "field-to"
why = { es = "...", en = "..." }
```

It refuses an entry that means nothing.
"""

from simulator.languages import Words
from simulator.teaching.toml_files import Data, check_slug


class Unlike(Data, frozen=True, kw_only=True):
    """Another entry, `id`, that this one is taken for; `why`: what parts them."""

    id: str
    why: Words


class WrittenEntry(Data, frozen=True, kw_only=True):
    """One entry; the docstring of the module tells its fields."""

    id: str
    name: str | Words
    command: str = ""
    keys: tuple[str, ...] = ()
    means: Words | None = None
    cites: tuple[str, ...] = ()
    example: str = ""
    shows: str = ""
    tries: str = ""
    also: Words | None = None
    words: Words | None = None
    unlike: tuple[Unlike, ...] = ()

    def __post_init__(self) -> None:
        check_slug(self.id, "id")
        if not self.keys and not self.means:
            raise ValueError(f"{self.id} means nothing: `keys` or `means` must say it")


class EntryFile(Data, frozen=True, kw_only=True):
    """A group, a whole file."""

    group: str
    order: int
    protocol: str = ""
    entry: tuple[WrittenEntry, ...]
