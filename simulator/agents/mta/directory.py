"""Who is behind a local part: accounts, aliases, lists, and the magic ones.

Answers RCPT, VRFY and EXPN (RFC 5321 §3.5, §3.9). It only names where mail would go.
"""

from dataclasses import dataclass

from simulator.agents.config import AccountConfig, AliasConfig, ListConfig
from simulator.mail import Mailbox, domain_of, recipients

MAGIC = ("ocupado", "lleno", "noexiste")
"""Local parts that fail on purpose, so that failures can be typed by hand."""


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """What a local part stands for.

    `kind`: account, alias, list, magic, elsewhere (an alias of another domain) or none.
    `targets`: addresses mail goes to. `owner`: reverse-path of a list's copies;
    `address`: the list's own.
    """

    kind: str
    targets: tuple[str, ...] = ()
    owner: str = ""
    address: str = ""


class Directory:
    """Names of one server's domains. Local parts compare without case here: a choice
    this server makes for its own mailboxes (RFC 5321 §2.4); so is `subaddress`, what
    parts a detail from a user's name (RFC 5233 §4)."""

    def __init__(
        self,
        domains: tuple[str, ...],
        accounts: tuple[AccountConfig, ...],
        aliases: tuple[AliasConfig, ...],
        lists: tuple[ListConfig, ...],
        postmaster: str,
        subaddress: str = "",
    ) -> None:
        self.domains = tuple(domain.lower() for domain in domains)
        self.accounts = accounts
        self._accounts = {a.address.lower(): a for a in accounts}
        self._aliases = {a.address.lower(): a for a in aliases}
        self._lists = {a.address.lower(): a for a in lists}
        self._subaddress = subaddress
        self._postmaster = postmaster or (accounts[0].address if accounts else "")

    def is_local(self, domain: str) -> bool:
        """Whether this server delivers for `domain`."""
        return domain.lower() in self.domains

    def find(self, address: str) -> DirectoryEntry:
        """What a local address stands for, its local part quoted or not (§4.1.2);
        `Postmaster` alone is known (§4.5.1)."""
        local, at, domain = address.lower().rpartition("@")
        local = Mailbox(local, domain).name
        wanted = f"{local}{at}{domain}"
        if wanted == "postmaster" or local == "postmaster":
            known = self._aliases.get(wanted)
            return DirectoryEntry("account", (known.to if known else self._postmaster,))
        if wanted in self._accounts:
            return DirectoryEntry("account", (self._accounts[wanted].address,))
        if wanted in self._aliases:
            targets = recipients(self._aliases[wanted].to)
            here = all(self.is_local(domain_of(target)) for target in targets)
            return DirectoryEntry("alias" if here else "elsewhere", targets)
        if wanted in self._lists:
            found = self._lists[wanted]
            return DirectoryEntry("list", found.members, found.owner, found.address)
        if local in MAGIC:
            return DirectoryEntry("magic", (local,))
        user, mark, _ = local.partition(self._subaddress or "\0")
        if mark and user:
            return self.find(f"{user}@{domain}")
        return DirectoryEntry("none")

    def list_called(self, address: str) -> ListConfig:
        """The list with that address, which there is."""
        return self._lists[address.lower()]

    def full_name(self, address: str) -> str:
        """`Benito <benito@sur.example>`, as VRFY shows it (§3.5.1)."""
        account = self._accounts.get(address.lower())
        name = account.name if account else ""
        return f"{name} <{address}>" if name else f"<{address}>"

    def matches(self, string: str) -> list[str]:
        """Addresses a VRFY or EXPN string may mean: exact first, else by beginning."""
        wanted = string.strip("<>").lower()
        if "@" in wanted:
            return [wanted] if self.find(wanted).kind not in ("none", "magic") else []
        names = [*self._accounts, *self._aliases, *self._lists]
        exact = [a for a in names if a.rpartition("@")[0] == wanted]
        if exact or not wanted:
            return exact
        return [a for a in names if a.startswith(wanted)]
