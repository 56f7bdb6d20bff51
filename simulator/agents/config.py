"""Configuration of the agents: what a scenario file may say about them.

Frozen values with units in their names. Every default is the RFC's, or the plainest.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from simulator.languages import Words
from simulator.mail import Attachment
from simulator.net.link import LinkConfig
from simulator.protocols.dkim.config import DkimConfig
from simulator.protocols.dns.config import NameServerConfig
from simulator.protocols.services import (
    HTTP,
    IMAP,
    IMAPS,
    POP3,
    POP3S,
    SMTP,
    SUBMISSION,
    SUBMISSIONS,
    Service,
)

HALF_HOUR_US = 30 * 60 * 1_000_000
FOUR_HOURS_US = 8 * HALF_HOUR_US
FIVE_DAYS_US = 5 * 24 * 60 * 60 * 1_000_000

IncomingService = Literal["pop3", "imap"]


class _Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No unknown key is let through."""


class AccountConfig(_Config, frozen=True):
    """A mailbox with its owner. `name`: shown by VRFY and in From fields.
    `quota_octets`, `quota_messages`: what fits into it; 0: anything."""

    address: str
    password: str
    name: str = ""
    quota_octets: int = 0
    quota_messages: int = 0


class AliasConfig(_Config, frozen=True):
    """Mail for `address` goes to `to` (several: commas between them) with the
    reverse-path kept (RFC 5321 §3.9.1)."""

    address: str
    to: str


class ListConfig(_Config, frozen=True):
    """Mail for `address` goes to all `members`, reverse-path `owner` (§3.9.2).

    `subject_prefix`: put before the subject; `footer`: put after a text (ASCII);
    `rewrites_from`: the author of the copies is the list (`mta/lists/`)."""

    address: str
    owner: str
    members: tuple[str, ...]
    subject_prefix: str = ""
    footer: str = ""
    rewrites_from: bool = False


class FolderConfig(_Config, frozen=True):
    """A folder beside INBOX. `mailbox`: whose; "" for every account whose server offers
    IMAP. `special_use`: `\\Sent`, `\\Trash` and others (RFC 6154 §2)."""

    name: str
    mailbox: str = ""
    special_use: str = ""


class MuaConfig(_Config, frozen=True):
    """A mail client and its person. `address` "": a person without an account, who
    only types.

    `submit_to`, `collect_from`: host ids ("": never collects). `submit_port`,
    `collect_port`: 0 for the one at which that server offers submission, or
    `collect_by`. `submit_tls`, `collect_tls`: TLS begins with the first octet
    (RFC 8314 §3). `collect_on_start`: when its machine is switched on. `style`:
    `plain` fetches everything each time, `uidl` only what it has not seen.
    `leave_on_server`: no DELE. `collect_by`: IMAP leaves everything there, and fetches
    only what this machine has not seen. `esmtp`: False says HELO at once (RFC 821).
    """

    person: str
    address: str
    submit_to: str
    submit_port: int = 0
    submit_tls: bool = False
    esmtp: bool = True
    collect_from: str = ""
    collect_port: int = 0
    collect_tls: bool = False
    collect_on_start: bool = False
    style: Literal["plain", "uidl"] = "plain"
    leave_on_server: bool = True
    collect_by: IncomingService = "pop3"


class AuthenticationConfig(_Config, frozen=True):
    """What a server does about who strangers say they are, on its port 25.

    `checks`: what it looks at (RFC 7208, 6376, 9989); with `dmarc`, SPF alone decides
    only where From has no policy. `policy`: `none` looks at nothing; `annotate` writes
    results on top of the message; `junk` also files what fails under `\\Junk`, where
    the account has that; `refuse` does not take it (RFC 7372). `unsure`: what `refuse`
    does where DNS is silent: `accept`, or `defer` with a 451 (RFC 7208 §8.6, RFC 9989
    §5.3.6). `reports`: at the end of a day (UTC) domains that want it hear what came in
    their name (RFC 9990). `fields`: where results are written (RFC 8601, 7208 §9.1).
    """

    checks: tuple[Literal["spf", "dkim", "dmarc"], ...] = ("spf",)
    policy: Literal["none", "annotate", "junk", "refuse"] = "none"
    unsure: Literal["accept", "defer"] = "accept"
    reports: bool = False
    fields: tuple[Literal["Authentication-Results", "Received-SPF"], ...] = (
        "Authentication-Results",
    )


class OutgoingTlsConfig(_Config, frozen=True):
    """What a server asks of TLS when it passes mail on (RFC 3207 §6). `level`: `never`
    says no STARTTLS, `opportunistic` goes on in the clear where there is none, with
    `required` the mail waits. `verify`: the certificate must prove the name of the mail
    host. `mta_sts`: it follows the policy of each domain (RFC 8461); needs DNS."""

    level: Literal["never", "opportunistic", "required"] = "opportunistic"
    verify: bool = False
    mta_sts: bool = False


class ServerConfig(_Config, frozen=True):
    """A mail server: an MTA with its mailboxes.

    `domains`: those it delivers for. `trusted`: address prefixes that may submit mail
    for anywhere (RFC 6409 §4.3), such as `198.51.100.`. `routes`: domain to host
    id, or to several in the order to try. `relay_domains`: it takes their mail from
    anybody and passes it on, as the mail hosts before a store do (RFC 5321 §3.6.2).
    `strict`: the letter of the RFC; else what tolerant servers do. `verify`: whether
    VRFY and EXPN answer or hide (252, RFC 5321 §7.3). `magic`: local parts that fail on
    purpose. `full_code`: what `lleno@` answers. `queue_us`: how long a message lies in
    the queue before it is passed on. A port 0: not offered. Times in microseconds.

    `extensions`, `submission_extensions`: what EHLO announces on either port, in this
    order (`protocols/smtp/extensions.py`); AUTH needs `mechanisms`. `requires_auth`,
    `requires_tls`: 530 to submission without it (RFC 6409 §4.3, RFC 3207 §4).
    `plaintext_auth`: passwords may travel without TLS. `submissions_port`: submission
    inside TLS from the first octet (RFC 8314 §3.3). `connections_max`: on one port.
    `pop3_extensions`: what CAPA announces besides what every server has (`STLS`, `UTF8
    USER`, `IMPLEMENTATION name`, `LOGIN-DELAY seconds`), `SASL` for AUTH with
    `mechanisms`, and `APOP`. `imap_starttls`: STARTTLS on the IMAP port. `pop3s_port`,
    `imaps_port`: inside TLS from the first octet (RFC 8314 §3). Not `esmtp`: RFC 821.

    `queue_octets_max`: what fits into its queue; then senders are told to wait.
    `retry_us`, `retry_max_us`: the first gap between two attempts, and the longest;
    each is twice the one before (RFC 5321 §4.5.4.1). `delay_warning_us`: when the
    sender is told that it waits; 0: never. `expire_us`: when it is given up.
    `greylist_us`: how long strangers wait (RFC 6647); 0: not. `subaddress`: what parts
    a detail from a local part, as in `ana+cursos` (RFC 5233 §4); "": nothing.

    `dkim`: for which domains it signs what its own people send, and how.
    `authentication`: whether it looks at who strangers are. `outgoing_tls`: what it
    asks of TLS when it passes mail on. `certificate`: the one it shows inside TLS;
    `other_name` proves another machine than this. `mta_sts`: the text of the policy
    that it hands out over HTTPS (RFC 8461 §3.2); "": none.

    `notices`: in which words its notices speak, one after the other; the scenario's
    loader puts the catalogue's there. Keys are those of `mail/dsn.py`.
    """

    name: str
    domains: tuple[str, ...]
    smtp_port: int = SMTP.port
    submission_port: int = SUBMISSION.port
    pop3_port: int = POP3.port
    imap_port: int = 0
    trusted: tuple[str, ...] = ()
    routes: dict[str, str | tuple[str, ...]] = {}
    relay_domains: tuple[str, ...] = ()
    strict: bool = True
    verify: bool = True
    magic: bool = True
    full_code: Literal[452, 552] = 452
    postmaster: str = ""
    extensions: tuple[str, ...] = ("ENHANCEDSTATUSCODES",)
    submission_extensions: tuple[str, ...] = ("ENHANCEDSTATUSCODES",)
    mechanisms: tuple[str, ...] = ()
    esmtp: bool = True
    requires_auth: bool = False
    requires_tls: bool = False
    plaintext_auth: bool = True
    submissions_port: int = 0
    pop3_extensions: tuple[str, ...] = ()
    pop3s_port: int = 0
    imaps_port: int = 0
    imap_starttls: bool = False
    connections_max: int = 1_000
    recipients_max: int = 100
    message_octets_max: int = 20_000_000
    queue_octets_max: int = 64_000_000
    retry_us: int = HALF_HOUR_US
    retry_max_us: int = FOUR_HOURS_US
    delay_warning_us: int = FOUR_HOURS_US
    expire_us: int = FIVE_DAYS_US
    greylist_us: int = 0
    subaddress: str = "+"
    dkim: tuple[DkimConfig, ...] = ()
    authentication: AuthenticationConfig = AuthenticationConfig()
    outgoing_tls: OutgoingTlsConfig = OutgoingTlsConfig()
    certificate: Literal["valid", "self_signed", "expired", "other_name"] = "valid"
    mta_sts: str = ""
    notices: tuple[dict[str, str], ...] = ()
    queue_us: int = 500_000
    think_us: int = 1_000

    def without_starttls(self) -> "ServerConfig":
        """The same, without TLS on the ports that begin in the clear."""
        return msgspec.structs.replace(
            self,
            extensions=_without("STARTTLS", self.extensions),
            submission_extensions=_without("STARTTLS", self.submission_extensions),
            pop3_extensions=_without("STLS", self.pop3_extensions),
            imap_starttls=False,
        )


def _without(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in words if one != word)


class BrowserConfig(_Config, frozen=True):
    """A browser and its person. `home`: host id of the webmail it opens. `address`: the
    person's e-mail address. `language`: what it asks for when nobody says (a tag); the
    scenario's loader puts the first language there."""

    person: str
    address: str
    home: str
    language: str = ""


class WebmailConfig(_Config, frozen=True):
    """A webmail: a web server that is a mail client. `name`: how it calls itself;
    `domain`: of the accounts whose local part alone logs in. `imap_host`, `submit_to`:
    host ids of the servers it uses; `imap_port`, `submit_port`: 0 for the ones at which
    they offer that. `words`: its texts by language, then by key; the scenario's loader
    puts the catalogue's there."""

    name: str
    domain: str
    imap_host: str
    submit_to: str
    port: int = HTTP.port
    imap_port: int = 0
    submit_port: int = 0
    words: dict[str, dict[str, str]] = {}


class WiretapConfig(_Config, frozen=True):
    """A machine on the way between others: all that any two of them say to each other
    over TCP passes it. `between`: ids of the others. `strips`: `nothing`, it only
    reads; `offer`, it writes over STARTTLS in the reply to EHLO; `command`, it writes
    over the command, and the answer to that becomes 454 (RFC 3207 §4, §6).
    """

    between: tuple[str, ...]
    strips: Literal["nothing", "offer", "command"] = "nothing"


class HostConfig(_Config, frozen=True):
    """One machine. `names`: what `telnet` may call it besides id and address.

    Exactly one of `mua`, `server`, `nameserver`, `browser`, `webmail` and `wiretap`
    runs on it.
    `resolver`: the host id of the name server its programs ask; "": they ask nobody,
    and know each machine of the scenario by name. `device`: what people see.
    """

    id: str
    label: Words
    address: str
    names: tuple[str, ...] = ()
    on: bool = True
    link: LinkConfig = LinkConfig()
    mua: MuaConfig | None = None
    server: ServerConfig | None = None
    nameserver: NameServerConfig | None = None
    browser: BrowserConfig | None = None
    webmail: WebmailConfig | None = None
    wiretap: WiretapConfig | None = None
    resolver: str = ""
    device: Literal["computer", "phone"] = "computer"


def host_called(hosts: Iterable[HostConfig], name: str) -> HostConfig | None:
    """The machine somebody means by its id, its address or one of its names."""
    wanted = name.lower().rstrip(".")
    for host in hosts:
        if wanted in (host.id, host.address, *host.names):
            return host
    return None


def port_of(host: HostConfig, service: Service) -> int:
    """The port at which `host` offers `service`; the usual one when it does not."""
    if host.webmail is not None and service == HTTP:
        return host.webmail.port
    offered: int = getattr(host.server, service.setting, 0)
    return offered or service.port


INCOMING: Mapping[tuple[str, bool], Service] = {
    ("pop3", False): POP3,
    ("pop3", True): POP3S,
    ("imap", False): IMAP,
    ("imap", True): IMAPS,
}
"""How mail is collected, and whether inside TLS, to the service."""


class Endpoint(msgspec.Struct, frozen=True):
    """A server as a client's settings say it. `name`: host name, address, or, where
    there is no DNS, host id. `tls`: it begins with the first octet."""

    name: str
    port: int
    tls: bool = False


class AccountSettings(msgspec.Struct, frozen=True):
    """What the form of a mail client's account says. `service`: how it collects, in the
    clear or inside TLS, without STLS or STARTTLS; sending goes on inside TLS where the
    server offers STARTTLS. `incoming` None: nowhere. `user`: its name there and
    when sending; the password is not here, for this is shown."""

    service: IncomingService
    incoming: Endpoint | None
    outgoing: Endpoint
    user: str


def endpoint(
    hosts: Mapping[str, HostConfig], host: str, service: Service, port: int = 0
) -> Endpoint:
    """The server `host` as the settings of a client say it. `port`: 0 for the one at
    which it offers `service`."""
    config = hosts[host]
    name = config.names[0] if config.names else host
    return Endpoint(name, port or port_of(config, service), service.tls)


def first_settings(
    config: MuaConfig, hosts: Mapping[str, HostConfig]
) -> AccountSettings:
    """The account of a mail client as its scenario sets it up."""
    service = INCOMING[config.collect_by, config.collect_tls]
    submission = SUBMISSIONS if config.submit_tls else SUBMISSION
    source = config.collect_from
    return AccountSettings(
        config.collect_by,
        endpoint(hosts, source, service, config.collect_port) if source else None,
        endpoint(hosts, config.submit_to, submission, config.submit_port),
        config.address.rpartition("@")[0],
    )


class MessageConfig(_Config, frozen=True):
    """A message that is already in `mailbox`, filled up to at least `octets`.

    `folder`, `flags` (`\\Seen`): where IMAP finds it, and how. `message_id`,
    `in_reply_to`, `references`: with angle brackets; the first "" for one of its own.
    `source`: the message's own octets, header and body, instead of all that; its lines
    end in CR LF and it is in UTF-8, whatever it says of itself.
    """

    mailbox: str
    sender: str = msgspec.field(name="from")
    to: str = ""
    subject: str = ""
    body: str = ""
    octets: int = 0
    folder: str = "INBOX"
    flags: tuple[str, ...] = ()
    cc: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    rich: bool = False
    attachments: tuple[Attachment, ...] = ()
    source: str = ""
