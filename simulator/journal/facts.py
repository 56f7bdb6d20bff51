"""Every kind of fact the simulated world can record, on one page.

Why it exists: views, exports, goals and grading read nothing but the journal, so
this page is the vocabulary of all of them. A fact is past, frozen, flat and
self-contained: a view draws it without asking its neighbours.

It refuses behaviour: a fact has no methods. Octets live once, in the streams of the
journal (`journal.py`); a fact carries at most `INLINE_OCTETS_MAX` of them, as a
Latin-1 string (one character per octet), and says where the rest is.

Streams: `c1.c` is what the client of connection `c1` sent, `c1.s` what its server
sent, `message.<id>` a stored message. In facts of a connection `stream` is `"c"` or
`"s"`; `offset` and `length` count octets in that stream.

Inside TLS they are `"tc"` and `"ts"`, counted from 0: what client and server said
there, in the clear. Outside, `c1.c` and `c1.s` go on with the records that carried it,
which nobody on the wire can read.
"""

# This file is long on purpose: the whole vocabulary stands on one page.

import msgspec

INLINE_OCTETS_MAX = 512

type_tag = {"frozen": True, "kw_only": True, "tag_field": "kind", "gc": False}

Octets = str
"""Octets as a Latin-1 string: `len()` counts octets."""

Span = tuple[int, int, str]
"""`(start, end, role)` within the fact's inline `octets`."""

Record = tuple[str, int, str, str]
"""A DNS resource record: `(name, ttl_s, type, data)`; the name without its last dot,
the data as a zone file has it."""


def inline(data: bytes) -> Octets:
    """The part of `data` a fact may carry, as Latin-1."""
    return data[:INLINE_OCTETS_MAX].decode("latin-1")


class Fact(msgspec.Struct, **type_tag):
    """What happened. The subclass's tag is its `kind`: layer, noun, past participle."""


# --- the lab and its interventions -------------------------------------------------


class LabOpened(Fact, tag="lab.opened"):
    """Always event 0."""

    scenario: str
    seed: int


class LabIntervened(Fact, tag="lab.intervened"):
    """Somebody outside the world acted. `actor`: student, auto, teacher, gateway."""

    actor: str
    act: str
    target: str = ""


class LabAnswered(Fact, tag="lab.answered"):
    """A learner answered a question of a lesson (prediction, quiz, label)."""

    actor: str
    question: str
    value: str


class ClockSkipped(Fact, tag="clock.skipped"):
    """Waiting was skipped up to `to_us`; `expired` names the timers that went off."""

    to_us: int
    expired: tuple[str, ...] = ()


class HostPoweredOn(Fact, tag="host.powered_on"):
    """The event's host was switched on."""


class HostPoweredOff(Fact, tag="host.powered_off"):
    """The event's host was switched off; its connections just fall silent."""


class HostJoined(Fact, tag="host.joined"):
    """The event's host is new: a real program came in through the gateway. `labels`:
    what to call it, by language."""

    labels: dict[str, str]
    address: str


class HostLeft(Fact, tag="host.left"):
    """The event's host is gone: its real program hung up."""


class LinkCut(Fact, tag="link.cut"):
    """The cable `link` (`a~b`) was cut: nothing crosses it any more."""

    link: str


class LinkRestored(Fact, tag="link.restored"):
    """The cable `link` works again."""

    link: str


class LinkSlowed(Fact, tag="link.slowed"):
    """The cable `link` now takes `latency_us` one way, and `rate_bps` bits per second
    (0: no limit)."""

    link: str
    latency_us: int
    rate_bps: int


class LinkMadeLossy(Fact, tag="link.made_lossy"):
    """The cable `link` now loses `loss_ppm` of a million segments."""

    link: str
    loss_ppm: int


# --- faults of machines and their programs ------------------------------------------


class HostCrashed(Fact, tag="host.crashed"):
    """The event's host stopped in the middle of what it did; its disk is unharmed."""


class HostRestarted(Fact, tag="host.restarted"):
    """The event's host runs again after a crash, or after being off."""


class HostFrozen(Fact, tag="host.frozen"):
    """The programs of the event's host stand still; its network goes on."""


class HostThawed(Fact, tag="host.thawed"):
    """The programs of the event's host go on where they were."""


class ServiceStopped(Fact, tag="service.stopped"):
    """A program of the event's host was ended: nobody listens on its ports."""

    program: str


class ServiceStarted(Fact, tag="service.started"):
    """A program of the event's host runs again."""

    program: str


class HostFaultBegan(Fact, tag="host.fault_began"):
    """Something is wrong with the mail server of the event's host: `disk_full`, `busy`,
    `closes_in_data`, `open_relay`, `lenient_end` or `bare_line_ends`."""

    fault: str


class HostFaultEnded(Fact, tag="host.fault_ended"):
    """It is right again."""

    fault: str


class MailboxFilled(Fact, tag="mailbox.filled"):
    """Nothing more fits into a mailbox of the event's host."""

    mailbox: str


class MailboxEased(Fact, tag="mailbox.eased"):
    """There is room again in a mailbox that was filled."""

    mailbox: str


# --- TCP: in the journal always, steps only where the narrator says so --------------


class TcpFlightSent(Fact, tag="tcp.flight_sent"):
    """One or more segments left the event's host, back to back.

    `flags` as in RFC 9293 (`SYN`, `SYN ACK`, `ACK`, `PSH ACK`, `FIN ACK`, `RST`, and
    `RST ACK` from a port where nobody listens); the last segment has PSH or FIN;
    `seq`, `ack` are relative to each side's initial sequence number;
    `segments` segments carry `length` octets of `stream` from `offset`;
    `lost` of them never arrive; the last that arrives does so at `arrives_at_us`
    (0: none arrives). `attempt` > 1: a retransmission. `pieces`: `(start, end,
    arrives)` of each segment, where that says more: only some are lost, or only some
    are sent again.
    """

    to_host: str
    from_port: int
    to_port: int
    flags: str
    seq: int
    ack: int
    stream: str = ""
    offset: int = 0
    length: int = 0
    segments: int = 1
    lost: int = 0
    arrives_at_us: int = 0
    attempt: int = 1
    pieces: tuple[tuple[int, int, bool], ...] | msgspec.UnsetType = msgspec.UNSET


class TcpSegmentDropped(Fact, tag="tcp.segment_dropped"):
    """Somebody took one segment, or datagram, out of the air. `flight`: seq of the
    event that sent it, at the event's host; `offset`, `length`: what it carried."""

    flight: int
    to_host: str
    offset: int = 0
    length: int = 0


class TcpOctetAltered(Fact, tag="tcp.octet_altered"):
    """Somebody changed one octet in the air, checksum included, so that TCP does not
    notice. `flight`: seq of the event that sent it, at the event's host; `stream`,
    `offset`, `length`: where it is; `before`, `after`: the octet. The stream has the
    new one from now on, as the wire did."""

    flight: int
    to_host: str
    stream: str
    offset: int
    before: int
    after: int
    length: int = 1


class TcpTextReplaced(Fact, tag="tcp.text_replaced"):
    """A machine on the way (the event's host) wrote over octets in the air, as many as
    there were, so that TCP does not notice. `part`: the `offer` of STARTTLS in a reply
    to EHLO, the `command`, or the `reply` to it; `stream`, `offset`, `length`: where it
    is. The stream has what arrives: `after`."""

    from_host: str
    to_host: str
    stream: str
    offset: int
    length: int
    part: str
    before: Octets
    after: Octets


class TcpConnectionReset(Fact, tag="tcp.connection_reset"):
    """Somebody broke the event's connection: both ends were sent RST."""

    client: str
    server: str


class TcpConnectionOpened(Fact, tag="tcp.connection_opened"):
    """The three-way handshake is complete, seen from the client (the event's host)."""

    server: str
    client_port: int
    server_port: int
    service: str


class TcpConnectionRefused(Fact, tag="tcp.connection_refused"):
    """Nothing listens there: the SYN was answered with RST."""

    server: str
    server_port: int


class TcpConnectionTimedOut(Fact, tag="tcp.connection_timed_out"):
    """The event's host gave up after `attempts` unanswered transmissions."""

    peer: str
    attempts: int
    opening: bool


class TcpConnectionClosed(Fact, tag="tcp.connection_closed"):
    """The connection is over for both. `by`: the host that closed first.

    `clean`: ended by FIN from both sides, not by RST, silence or power.
    """

    by: str
    clean: bool
    client_octets: int
    server_octets: int


# --- UDP: datagrams, each on its own -------------------------------------------------
#
# `conn` of their events is a flow: `u1` is what one port of a client asked one port of
# a server, and what came back. Its streams are `u1.c` and `u1.s`.


class UdpDatagramSent(Fact, tag="udp.datagram_sent"):
    """One datagram left the event's host (RFC 768): it arrives whole, or never.

    `stream`, `offset`, `length`: its octets; one sent again has the place of the first.
    `lost`: it never arrives; else it does at `arrives_at_us`.
    """

    to_host: str
    from_port: int
    to_port: int
    stream: str
    offset: int
    length: int
    lost: bool = False
    arrives_at_us: int = 0


class IcmpUnreachableSent(Fact, tag="icmp.unreachable_sent"):
    """Nobody listens on `port` of the event's host, which says so (RFC 1122 §4.1.3.1).

    `protocol`: of the datagram that came in vain, `udp`.
    """

    to_host: str
    port: int
    protocol: str = "udp"
    lost: bool = False
    arrives_at_us: int = 0


# --- TLS: modelled inside the lab (net/tls.py) ----------------------------------------


class TlsHandshakeCompleted(Fact, tag="tls.handshake_completed"):
    """The server (event's host) and its client agreed on keys: the wire is opaque now.

    `client_octets`, `server_octets`: what the handshake took on the wire. `implicit`:
    it came before the greeting (RFC 8314 §3), not after STARTTLS or STLS.
    """

    client_octets: int
    server_octets: int
    implicit: bool = False


class TlsHandshakeFailed(Fact, tag="tls.handshake_failed"):
    """The event's host heard something that is not TLS, and closes.

    `reason`: `not_tls` (plain text, as from a person's terminal) or `damaged`.
    """

    reason: str


class TlsCertificateChecked(Fact, tag="tls.certificate_checked"):
    """A client (event's host) looked at the certificate that `server` showed.

    `name`: whom it wanted; `names`: for whom the certificate is. `result`: `valid`,
    `self_signed`, `expired` or `other_name` (RFC 8461 §4.2).
    """

    server: str
    name: str
    names: tuple[str, ...]
    result: str


# --- a person's terminal ------------------------------------------------------------


class TerminalLineSent(Fact, tag="terminal.line_sent"):
    """The person at the event's host pressed Enter; raw octets, nothing rewritten."""

    actor: str
    octets: Octets
    stream: str
    offset: int
    length: int


class TerminalRefused(Fact, tag="terminal.refused"):
    """The terminal could not do what was asked (no such host, no connection)."""

    reason: str
    target: str


# --- SMTP ---------------------------------------------------------------------------


class SmtpCommandReceived(Fact, tag="smtp.command_received"):
    """The server (event's host) read one whole command line.

    `verb` in capitals, "" when the line has none, `=` when it belongs to an AUTH
    exchange, `BDAT LAST` for a last chunk; `argument` as sent, after the verb.
    `spans` mark `octets`: verb, argument, path, local_part, domain, parameter, crlf,
    error. `state` is the server's session state, unchanged until its reply.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    verb: str
    argument: Octets
    state: str
    spans: tuple[Span, ...] = ()


class SmtpContentReceived(Fact, tag="smtp.content_received"):
    """The server read a whole mail content, up to and including the final dot.

    `offset`, `length` cover the octets on the wire (dots stuffed, final dot included);
    `content_length` counts the content itself. `header_length` counts the header
    section; `blank_line` is False when no empty line ended it: all of it is header.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    state: str
    content_length: int
    header_length: int
    blank_line: bool
    lines: int
    dots_unstuffed: int
    subject: Octets
    header_from: Octets
    header_to: Octets


class SmtpFalseEndFound(Fact, tag="smtp.false_end_found"):
    """In a content stood a dot between line ends of which one lacks its CR.

    `offset`, `length` cover the first of them on the wire, from the line end before the
    dot to the one behind it. `taken`: the server took it for the end, and reads what
    follows as commands (SMTP smuggling); else it is text, as RFC 5321 §2.3.8 wants.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    taken: bool


class SmtpChunkReceived(Fact, tag="smtp.chunk_received"):
    """The server read a chunk (RFC 3030): the octets after a BDAT line.

    `offset`, `length` cover the octets on the wire, nothing stuffed, no final dot.
    `last`: the content is whole; only then the fields from `content_length` on speak of
    it, as in SmtpContentReceived. A chunk that was not wanted is told all the same.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    state: str
    last: bool
    content_length: int = 0
    header_length: int = 0
    blank_line: bool = False
    subject: Octets = ""
    header_from: Octets = ""
    header_to: Octets = ""


class SmtpReplySent(Fact, tag="smtp.reply_sent"):
    """The server (event's host) answered.

    `verb`: what it answers: a verb, `.` for the content, "" for greeting or timeout.
    `reason`: key of why, for the narrator: `ok`, `unknown_verb`, `sequence`, `syntax`,
    `no_such_mailbox`... (protocols/smtp/codes.py lists them all).
    `path`: the path accepted or refused by MAIL and RCPT, without brackets.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    code: int
    enhanced: str
    lines: tuple[Octets, ...]
    verb: str
    reason: str
    state_before: str
    state_after: str
    path: Octets = ""
    spans: tuple[Span, ...] = ()


class ReplyTimedOut(Fact, tag="reply.timed_out"):
    """A client (event's host) waited `after_us` in vain, and ends the connection.

    `awaited`: `greeting`, the verb whose reply is due, `content` for the reply to a
    content, `block` for room to send more of one. `section`: of the RFC that says how
    long, `5321#4.5.3.2.1`; "" where none does.
    """

    awaited: str
    after_us: int
    section: str = ""


class SmtpTlsMissed(Fact, tag="smtp.tls_missed"):
    """A client (event's host) that sends nothing without TLS cannot have it, and gives
    up this host. `reason`: `not_offered`, `refused` (by `code`) or `certificate`."""

    reason: str
    code: int = 0


class StsRecordRead(Fact, tag="sts.record_read"):
    """A server (event's host) asked for the MTA-STS record of `domain` (RFC 8461 §3.1).

    `result`: `found` with its `id`, `none`, or `unreachable`: nobody could say.
    """

    domain: str
    result: str
    id: str = ""


class StsPolicyFetched(Fact, tag="sts.policy_fetched"):
    """It asked for the policy that goes with `id` (RFC 8461 §3.3).

    `result`: `fetched`, or why there is none: `no_connection`, `status`, `media_type`,
    or what is wrong with its text (`protocols/mta_sts/policy.py`).
    """

    domain: str
    id: str
    result: str
    mode: str
    mx: tuple[Octets, ...]
    max_age_s: int


class StsPolicyApplied(Fact, tag="sts.policy_applied"):
    """It held the mail hosts of `domain` against the policy (RFC 8461 §4.1, §5).

    `mode`: `enforce` or `testing`; `allowed`, `refused`: names of hosts.
    """

    domain: str
    id: str
    mode: str
    allowed: tuple[str, ...]
    refused: tuple[str, ...]


class SmtpTransactionEnded(Fact, tag="smtp.transaction_ended"):
    """The client (event's host) knows how its mail transaction ended.

    `result`: accepted, refused, deferred or lost. Paths without brackets.
    """

    result: str
    code: int
    reverse_path: Octets
    accepted: tuple[Octets, ...]
    refused: tuple[Octets, ...]
    deferred: tuple[Octets, ...]


# --- POP3 ---------------------------------------------------------------------------


class Pop3CommandReceived(Fact, tag="pop3.command_received"):
    """The server (event's host) read one whole command line. As SmtpCommandReceived."""

    octets: Octets
    stream: str
    offset: int
    length: int
    verb: str
    argument: Octets
    state: str
    spans: tuple[Span, ...] = ()


class Pop3ResponseSent(Fact, tag="pop3.response_sent"):
    """The server answered; a multi-line response is one fact, its final dot included.

    `status`: `+OK` or `-ERR`; `code`: `IN-USE` and kin, or "". `text`: first line after
    them. `number`: the message it speaks of, or 0. `content_length`: octets of message
    it carries (RETR, TOP), dots unstuffed. `marked`: how many messages are marked as
    deleted now.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    status: str
    code: str
    text: Octets
    verb: str
    reason: str
    state_before: str
    state_after: str
    multiline: bool = False
    number: int = 0
    unique_id: str = ""
    content_length: int = 0
    marked: int = 0
    user: Octets = ""
    spans: tuple[Span, ...] = ()


# --- IMAP ---------------------------------------------------------------------------


class ImapCommandReceived(Fact, tag="imap.command_received"):
    """The server (event's host) read the line a command begins with.

    `verb` in capitals (`UID FETCH` is one verb), "" when the line has none; `argument`
    as sent, after the verb. `literal_length`: the line ends in `{n}` and n octets
    follow; -1 if it does not. `spans` mark `octets`: tag, verb, argument, literal (the
    `{n}`), crlf, error. `mailbox`: the selected one, or "".
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    tag: str
    verb: str
    argument: Octets
    state: str
    literal_length: int = -1
    mailbox: str = ""
    spans: tuple[Span, ...] = ()


class ImapContinuationReceived(Fact, tag="imap.continuation_received"):
    """The client went on with the command it had begun.

    `part`: `literal` (octets announced before, and the rest of the line after them),
    `sasl` (a response of AUTHENTICATE) or `done` (the end of IDLE).
    `content_length`: octets of the literal alone. `literal_length`: as above.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    tag: str
    verb: str
    part: str
    state: str
    content_length: int = 0
    literal_length: int = -1
    spans: tuple[Span, ...] = ()


class ImapResponseSent(Fact, tag="imap.response_sent"):
    """The server said one thing: a tagged completion, an untagged response (greeting
    included), or a continuation request.

    `tag`: the command's, `*` or `+`. `status`: OK, NO, BAD, PREAUTH, BYE or "". `code`,
    `code_arguments`: `UIDVALIDITY`, `7`. `verb`: the command in progress, or "".
    `data`: what untagged data it is (`FETCH`, `EXISTS`, `LIST`...) or "". `number`:
    message number or count before it. `uid`, `flags`, `items` (names of data items):
    of FETCH; `flags` also of FLAGS, and attributes of LIST. `content_length`: octets
    of message it carries. `mailbox`: the one it speaks of, else the selected one.
    `reason`: key of why (protocols/imap/codes.py).
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    tag: str
    status: str
    code: str
    code_arguments: str
    text: Octets
    verb: str
    reason: str
    state_before: str
    state_after: str
    mailbox: str = ""
    data: str = ""
    number: int = 0
    uid: int = 0
    flags: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    content_length: int = 0
    user: str = ""
    spans: tuple[Span, ...] = ()


# --- DNS ----------------------------------------------------------------------------


class DnsQueryReceived(Fact, tag="dns.query_received"):
    """The name server (event's host) read one query (RFC 1035 §4.1).

    `transport`: udp or tcp. `name` without its last dot, `type` as `MX`; both "" when
    `reason` is not `ok` but `malformed`. `flags`: those set, as dig names them. `spans`
    mark `octets`: id, flags, counts, question, answer, authority, additional.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    transport: str
    id: int
    name: str
    type: str
    flags: tuple[str, ...]
    reason: str = "ok"
    spans: tuple[Span, ...] = ()


class DnsResponseSent(Fact, tag="dns.response_sent"):
    """The name server answered. Fields as above.

    `code`: NOERROR, NXDOMAIN, SERVFAIL, REFUSED, FORMERR, NOTIMP. `result`: found,
    no_data, no_such_domain, truncated, or failed. `answers`, `authority`, `additional`:
    `(name, ttl_s, type, data)` of each record, at most 100 of a section.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    transport: str
    id: int
    name: str
    type: str
    flags: tuple[str, ...]
    code: str
    result: str
    answers: tuple[Record, ...] = ()
    authority: tuple[Record, ...] = ()
    additional: tuple[Record, ...] = ()
    spans: tuple[Span, ...] = ()


class DnsQueryTimedOut(Fact, tag="dns.query_timed_out"):
    """No answer came to the client (event's host). `last`: it gives up."""

    server: str
    name: str
    type: str
    attempt: int
    last: bool


class DnsCacheAnswered(Fact, tag="dns.cache_answered"):
    """The resolver of the event's host remembered: nobody was asked.

    `ttl_s`: seconds for which it still may. `result` as in DnsResponseSent.
    """

    name: str
    type: str
    result: str
    ttl_s: int
    answers: tuple[Record, ...] = ()


class DnsLookupEnded(Fact, tag="dns.lookup_ended"):
    """The resolver of the event's host knows. `result`: found, no_data,
    no_such_domain, failed (SERVFAIL, REFUSED and kin), unreachable or timed_out."""

    name: str
    type: str
    result: str
    answers: tuple[Record, ...] = ()


class DnsRecordPublished(Fact, tag="dns.record_published"):
    """A record was added to `zone`, at the name server (event's host). `value`: of TXT
    its text; `count`: the records of that name and type there are now; `ttl_s`: for how
    long others may remember them."""

    zone: str
    name: str
    type: str
    value: str
    ttl_s: int
    count: int


class DnsRecordWithdrawn(Fact, tag="dns.record_withdrawn"):
    """A record was taken out of `zone`. Fields as above; `count`: those still there."""

    zone: str
    name: str
    type: str
    value: str
    count: int


class MailRouteFound(Fact, tag="mail.route_found"):
    """The MTA of the event's host knows where mail for `domain` goes (RFC 5321 §5.1).

    `result`: found, null_mx, no_such_domain, no_mail_hosts or later. `hosts`:
    `(preference, name, address)` in the order to try. `implicit`: there is no MX, the
    domain's own address serves. `dropped`: names left out, since this host is in the
    list itself and they come no sooner.
    """

    domain: str
    result: str
    hosts: tuple[tuple[int, str, str], ...] = ()
    implicit: bool = False
    dropped: tuple[str, ...] = ()


# --- SPF: who may send for a domain (RFC 7208) ----------------------------------------
#
# Steps of a check by the event's host. `depth`: how many `include`, `redirect` deep.


class SpfCheckBegun(Fact, tag="spf.check_begun"):
    """check_host() begins (§4): may a client at `address` send for `domain`?

    `identity`: mail_from, or helo, as for the null reverse-path; `sender`: the
    reverse-path, or `postmaster` at what the client said of itself; `helo`: what that
    was.
    """

    identity: str
    domain: str
    sender: str
    helo: str
    address: str


class SpfRecordSelected(Fact, tag="spf.record_selected"):
    """The TXT records of `domain` were looked through (§4.5).

    `result`: found, none, several or failed (DNS did not say). `octets`: the record;
    `spans` mark it: version, directive, modifier. `problem`: what is wrong with it,
    between `error_start` and `error_end`, or "".
    """

    domain: str
    result: str
    octets: Octets = ""
    spans: tuple[Span, ...] = ()
    problem: str = ""
    error_start: int = 0
    error_end: int = 0
    depth: int = 0


class SpfMacroExpanded(Fact, tag="spf.macro_expanded"):
    """`text` with its macros filled in, where `domain` is evaluated (§7)."""

    domain: str
    text: str
    expanded: str


class SpfLookupCounted(Fact, tag="spf.lookup_counted"):
    """A term that asks DNS is the `count`th of at most `limit` (§4.6.4)."""

    term: str
    count: int
    limit: int


class SpfVoidLookupCounted(Fact, tag="spf.void_lookup_counted"):
    """DNS had nothing for a term: the `count`th time, at most `limit` (§4.6.4)."""

    name: str
    type: str
    count: int
    limit: int


class SpfTermEvaluated(Fact, tag="spf.term_evaluated"):
    """A mechanism of the record of `domain` was compared with the client's `address`.

    `start`, `end`: where `term` stands in the record. `target`: the name looked up, or
    ""; `compared`: networks, addresses or names it was compared with, the last of them
    the one that matched. `skipped`: the terms after a match.
    """

    domain: str
    term: str
    start: int
    end: int
    qualifier: str
    mechanism: str
    matched: bool
    address: str
    target: str = ""
    compared: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    depth: int = 0


class SpfDomainEntered(Fact, tag="spf.domain_entered"):
    """The record of `domain` leads to that of `target`. `how`: include or redirect."""

    how: str
    domain: str
    target: str
    depth: int = 0


class SpfDomainLeft(Fact, tag="spf.domain_left"):
    """The record of `target` came to `result`; `domain` goes on with it."""

    how: str
    domain: str
    target: str
    result: str
    depth: int = 0


class SpfExplanationRead(Fact, tag="spf.explanation_read"):
    """What a domain says to a client that fails (§6.2): the TXT record of `name`.

    `problem`: why it is passed over, or "".
    """

    name: str
    text: str
    explanation: str
    problem: str = ""


class SpfCheckEnded(Fact, tag="spf.check_ended"):
    """The check came to `result`: none, neutral, pass, fail, softfail, temperror or
    permerror. `cause`: key of why; `term`: what decided, in the record of `at_domain`.
    """

    identity: str
    domain: str
    address: str
    result: str
    cause: str
    term: str = ""
    at_domain: str = ""
    explanation: str = ""
    lookups: int = 0
    void_lookups: int = 0


# --- a machine's prompt ---------------------------------------------------------------


class PromptCommandEntered(Fact, tag="prompt.command_entered"):
    """A person gave the event's host a command: `nslookup -type=mx sur.example`."""

    actor: str
    text: str


class PromptTextPrinted(Fact, tag="prompt.text_printed"):
    """What a program printed at the event's host, line by line.

    `program`: nslookup, dig, help or "" (no such program). `ok`: it found what it was
    asked for.
    """

    program: str
    text: str
    ok: bool
    lines: tuple[str, ...]


# --- HTTP: a browser and a webmail ----------------------------------------------------


class HttpRequestReceived(Fact, tag="http.request_received"):
    """The web server (event's host) read one whole request.

    `method` and `target` are "" when it could not be read. `header_length`: request
    line and fields, the blank line included; `content_length`: octets of the body, any
    chunking taken off. `host`: the Host field. `spans` mark `octets`: method, target,
    version, field, error.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    method: str
    target: Octets
    header_length: int
    content_length: int = 0
    host: Octets = ""
    content_type: Octets = ""
    spans: tuple[Span, ...] = ()


class HttpResponseSent(Fact, tag="http.response_sent"):
    """The web server answered. `method`, `target`: what it answers, "" if unreadable.

    `location`: where it sends the browser instead, or "". `spans` mark `octets`:
    version, code, text, field.
    """

    octets: Octets
    stream: str
    offset: int
    length: int
    status: int
    phrase: str
    method: str
    target: Octets
    header_length: int
    content_length: int
    location: Octets = ""
    content_type: Octets = ""
    spans: tuple[Span, ...] = ()


class BrowserPageShown(Fact, tag="browser.page_shown"):
    """The browser of the event's host shows a page: the `length` octets from `offset`
    of what the server of this connection sent (`stream`). `address`: as its bar has it.
    `status` 0: nothing came, and `problem` says why (`no_connection`)."""

    address: str
    status: int
    stream: str = ""
    offset: int = 0
    length: int = 0
    content_type: Octets = ""
    problem: str = ""


# --- DMARC: whose name is in From, and what was proven for it (RFC 9989) --------------
#
# Steps of a check by the event's host.


class DmarcCheckBegun(Fact, tag="dmarc.check_begun"):
    """A check begins for the domain of From, `author_domain`. `identifiers`:
    `(mechanism, domain, result)` of what SPF and DKIM found. `problem`: why there is no
    such domain: no_from, several_from, several_domains, no_domain, or "" (§5.3.1)."""

    author_domain: str
    identifiers: tuple[tuple[str, str, str], ...]
    problem: str = ""


class DmarcRecordSelected(Fact, tag="dmarc.record_selected"):
    """The TXT records of `name` were looked through for `domain` (§4.10): the `count`th
    question of at most `limit` of a tree walk.

    `result`: found, none, several (then none counts) or failed. `octets`: the record;
    `spans` mark it: tag, error, ignored; `wrong`: tags whose value is none.
    """

    domain: str
    name: str
    result: str
    count: int
    limit: int
    octets: Octets = ""
    spans: tuple[Span, ...] = ()
    wrong: tuple[str, ...] = ()


class DmarcPolicyFound(Fact, tag="dmarc.policy_found"):
    """The record of `policy_domain` says what is to become of mail that fails.

    `tag`: p, sp or np; `policy`: none, quarantine or reject; `testing`: `t=y`, one
    level less is asked for. `applies` False: it cannot be read, as if there were none.
    """

    author_domain: str
    policy_domain: str
    tag: str
    policy: str
    testing: bool = False
    applies: bool = True


class DmarcOrganizationFound(Fact, tag="dmarc.organization_found"):
    """The organizational domain of `domain` (§4.10.2). `rule`: psd_n, below_psd,
    fewest_labels or itself."""

    domain: str
    organization: str
    rule: str


class DmarcAlignmentCompared(Fact, tag="dmarc.alignment_compared"):
    """What `mechanism` found for `domain` was compared with the domain of From (§4.4).

    `mode`: strict or relaxed; `organization`, `other_organization`: those of both,
    where they had to be known.
    """

    author_domain: str
    mechanism: str
    domain: str
    result: str
    mode: str
    aligned: bool
    organization: str = ""
    other_organization: str = ""


class DmarcCheckEnded(Fact, tag="dmarc.check_ended"):
    """The check came to `result`: none, pass, fail or temperror. `cause`: key of why.

    `policy`: what the domain asks for, `disposition`: what that is for this message;
    `aligned`: the mechanisms that passed for an aligned domain.
    """

    author_domain: str
    result: str
    cause: str
    policy: str = "none"
    disposition: str = "none"
    policy_domain: str = ""
    aligned: tuple[str, ...] = ()


class DmarcResultStored(Fact, tag="dmarc.result_stored"):
    """The event's host keeps what became of a message, for who owns `policy_domain`
    (RFC 9989 §5.3.7): a record of an aggregate report (RFC 9990 §3.1.1).

    `address`: of the client; `published`: tags of the policy and their values, defaults
    filled in; `rua`: addresses that want reports; `disposition`: none, pass, quarantine
    or reject; `reason`: why it is not what was asked for, or ""; `aligned`: mechanisms
    that passed for an aligned domain; `envelope_from`: a domain, "" for the null
    sender; `spf`: no or one `(domain, result)`; `signatures`: `(domain, selector,
    result)` of each.
    """

    address: str
    author_domain: str
    policy_domain: str
    published: tuple[tuple[str, str], ...]
    rua: tuple[str, ...]
    disposition: str
    reason: str
    aligned: tuple[str, ...]
    envelope_from: str
    spf: tuple[tuple[str, str], ...]
    signatures: tuple[tuple[str, str, str], ...]


class DmarcDestinationChecked(Fact, tag="dmarc.destination_checked"):
    """The event's host wants to send a report about `policy_domain` to `address`, whose
    domain may have to agree, at `name` (RFC 9990 §4). `result`: same_organization,
    authorized, not_authorized or failed."""

    policy_domain: str
    address: str
    name: str
    result: str


class DmarcReportComposed(Fact, tag="dmarc.report_composed"):
    """The event's host wrote an aggregate report, the message `message`, about
    `policy_domain` to `to`. `records`: kinds of messages; `messages`: how many."""

    message: str
    policy_domain: str
    to: str
    records: int
    messages: int


# --- authentication: what the checks of a message come to -----------------------------


class MessageAuthenticated(Fact, tag="message.authenticated"):
    """The event's host checked who the message that just came over the event's
    connection is from. `results`: `(method, result, domain)` of SPF, each signature
    and DMARC (RFC 8601 §2.7). `policy`: what this server does about failures: annotate,
    junk or refuse; `action`: what it does now: accepted, filed_as_junk, deferred (DNS
    did not answer: later) or refused.
    """

    results: tuple[tuple[str, str, str], ...]
    policy: str
    action: str


# --- messages and mailboxes -----------------------------------------------------------


class MessageComposed(Fact, tag="message.composed"):
    """A person pressed Send in the mail client of the event's host."""

    message: str
    reverse_path: Octets
    forward_paths: tuple[Octets, ...]
    subject: Octets
    length: int


class AccountSetUp(Fact, tag="account.set_up"):
    """The person at the mail client of the event's host has filled in the form of its
    account. `service`: pop3 or imap; `incoming`, `outgoing`: names of the servers;
    `incoming_tls`, `outgoing_tls`: TLS begins with the first octet (RFC 8314 §3)."""

    service: str
    incoming: str
    incoming_port: int
    incoming_tls: bool
    outgoing: str
    outgoing_port: int
    outgoing_tls: bool
    user: str


class UnsentKept(Fact, tag="unsent.message_kept"):
    """The mail client of the event's host keeps a message that no server took for
    `forward_paths`. `attempt` counts from 1; `code`, `text`: said last, 0 for no reply.
    """

    message: str
    forward_paths: tuple[Octets, ...]
    subject: Octets
    length: int
    attempt: int
    code: int
    text: Octets


class UnsentTried(Fact, tag="unsent.attempt_begun"):
    """The mail client of the event's host tries a message again; `attempt` from 2."""

    message: str
    subject: Octets
    attempt: int


class UnsentLeft(Fact, tag="unsent.message_left"):
    """It is kept no longer. `result`: accepted or refused."""

    message: str
    result: str


class MessageQueued(Fact, tag="message.queued"):
    """The MTA of the event's host took responsibility (RFC 5321 §6.1).

    `message` names its stream `message.<message>`: the content with the Received field
    of this host on top, and what else it put there; `added` is that, `added_length` how
    long it is where that is more than a fact may carry. `removed`: octets of fields it
    took out, which claimed to be its own.
    """

    message: str
    reverse_path: Octets
    forward_paths: tuple[Octets, ...]
    length: int
    added: Octets
    with_protocol: str
    added_length: int | msgspec.UnsetType = msgspec.UNSET
    removed: int | msgspec.UnsetType = msgspec.UNSET


class MessageDequeued(Fact, tag="message.dequeued"):
    """The MTA is done with it. `result`: delivered, relayed, expanded (a list sends its
    copies), refused or expired."""

    message: str
    result: str


class MessageExpanded(Fact, tag="message.expanded"):
    """The MTA found others behind a forward-path (RFC 5321 §3.9).

    `how`: alias, forward (an alias that leaves this host) or list; only a list has
    another `reverse_path`, and copies that are a message of their own. `changes`: what
    a list does not leave as it came: `subject`, `author`, `footer`.
    """

    message: str
    recipient: Octets
    how: str
    targets: tuple[Octets, ...]
    reverse_path: Octets
    changes: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class QueueAttemptBegun(Fact, tag="queue.attempt_begun"):
    """The MTA of the event's host is about to connect, over the event's connection, to
    pass `message` on; `attempt` counts from 1. `name`: what its domain calls
    `to_host`; `preference`: as in its MX record, or the place in a fixed list."""

    message: str
    attempt: int
    forward_paths: tuple[Octets, ...]
    to_host: str
    name: str
    preference: int


class QueueAttemptDeferred(Fact, tag="queue.attempt_deferred"):
    """An attempt left recipients waiting: they are tried again at `next_at_us`.

    `forward_paths`: those that wait; `hosts`: names of the hosts tried; `code`, `text`:
    what was said last of the last one (0: nobody answered). RFC 5321 §4.5.4.1.
    """

    message: str
    attempt: int
    forward_paths: tuple[Octets, ...]
    hosts: tuple[str, ...]
    code: int
    text: Octets
    next_at_us: int
    gives_up_at_us: int


class QueueResumed(Fact, tag="queue.resumed"):
    """The MTA began again and found `message` on its disk. `interrupted`: an attempt
    was running when it stopped, so nobody here knows whether it succeeded."""

    message: str
    forward_paths: tuple[Octets, ...]
    interrupted: bool = False


class NoticeComposed(Fact, tag="notice.composed"):
    """The MTA wrote a delivery status notification (RFC 3464) about the message
    `about`; `message` is its own name in the queue.

    `action`: failed, delayed, delivered, relayed or expanded. `code`, `text`: what was
    said of the first recipient. `expired`: it was given up after days.
    """

    message: str
    about: str
    action: str
    recipients: tuple[Octets, ...]
    to: Octets
    code: int
    text: Octets
    expired: bool = False


class NoticeWithheld(Fact, tag="notice.withheld"):
    """A message failed and nobody is told. `reason`: `null_reverse_path` (it is a
    notice itself, RFC 5321 §4.5.5) or `not_wanted` (NOTIFY=NEVER, RFC 3461 §4.1)."""

    about: str
    recipients: tuple[Octets, ...]
    reason: str


class MessageDelivered(Fact, tag="message.delivered"):
    """The MDA of the event's host put a copy into `mailbox`; the envelope ends here.

    `unique_id`: its name in the mailbox. `octets`: start of what is stored, with the
    `added` trace fields (Return-Path, Received) on top. `recipient`: forward-path used.
    `removed`: octets of the Return-Path fields that came with it. `junk_folder`: of a
    message marked as junk, the folder it went to: INBOX where there is no other one.
    """

    message: str
    mailbox: str
    unique_id: str
    reverse_path: Octets
    recipient: Octets
    octets: Octets
    length: int
    added: Octets
    subject: Octets
    header_from: Octets
    header_to: Octets
    removed: int | msgspec.UnsetType = msgspec.UNSET
    junk_folder: str | msgspec.UnsetType = msgspec.UNSET


class MailboxLocked(Fact, tag="mailbox.locked"):
    """A POP3 session holds the maildrop (RFC 1939 §4)."""

    mailbox: str


class MailboxUnlocked(Fact, tag="mailbox.unlocked"):
    """The maildrop is free again."""

    mailbox: str


class MessageRemoved(Fact, tag="message.removed"):
    """A message left the mailbox for ever (POP3: in UPDATE only)."""

    mailbox: str
    unique_id: str


class MessageCollected(Fact, tag="message.collected"):
    """The mail client of the event's host now holds a copy; its person can read it."""

    message: str
    mailbox: str
    unique_id: str
    subject: Octets
    header_from: Octets
    length: int


class MessageDiscarded(Fact, tag="message.discarded"):
    """The mail client of the event's host let go of its copy: its person deleted the
    message, or it is no longer on the server that IMAP shows."""

    mailbox: str
    unique_id: str


# --- folders: what IMAP sees of an account --------------------------------------
#
# `mailbox` is the account, as above; `folder` what RFC 3501 calls a mailbox: INBOX,
# which POP3 sees too, and others beside it. Only a server with IMAP records these.


class FolderCreated(Fact, tag="folder.created"):
    """An account has one folder more. `special_use`: `\\Sent` and kin (RFC 6154 §2)."""

    mailbox: str
    folder: str
    uid_validity: int
    special_use: str = ""
    subscribed: bool = False


class FolderDeleted(Fact, tag="folder.deleted"):
    """A folder and its messages are gone; `kept`: its name stays, for what is below."""

    mailbox: str
    folder: str
    kept: bool = False


class FolderRenamed(Fact, tag="folder.renamed"):
    """A folder is called `new_name` now; each one below it has a fact of its own."""

    mailbox: str
    folder: str
    new_name: str
    uid_validity: int


class FolderSubscribed(Fact, tag="folder.subscribed"):
    """A mail program wants to show this name; the folder need not exist."""

    mailbox: str
    folder: str


class FolderUnsubscribed(Fact, tag="folder.unsubscribed"):
    """It wants that no more; the folder stays."""

    mailbox: str
    folder: str


class MessageFiled(Fact, tag="message.filed"):
    """A message has a place in a folder, and a uid there.

    `how`: delivered, appended, copied or moved; the last two `from_folder`. `message`
    names its stream. `internal_date`: `Mon, 23 Nov 2026 09:00:00 +0100`.
    """

    mailbox: str
    folder: str
    uid: int
    unique_id: str
    message: str
    how: str
    flags: tuple[str, ...]
    internal_date: str
    length: int
    subject: Octets
    header_from: Octets
    header_to: Octets
    from_folder: str = ""


class MessageFlagged(Fact, tag="message.flagged"):
    """The flags of a message changed, for every session and for good."""

    mailbox: str
    folder: str
    uid: int
    unique_id: str
    before: tuple[str, ...]
    flags: tuple[str, ...]


class MessageExpunged(Fact, tag="message.expunged"):
    """A message left a folder for ever. `how`: expunged, moved (it has another place),
    collected (a POP3 session did it) or deleted (with its folder)."""

    mailbox: str
    folder: str
    uid: int
    unique_id: str
    subject: Octets
    how: str


# --- DKIM: each step of a signature, made or checked ---------------------------------
#
# `number`: which signature of the message, from the top, beginning with 1; 0: one that
# is being made. Hashes and keys in base64.


class DkimMessageSigned(Fact, tag="dkim.message_signed"):
    """The event's host signed a message for `domain` (RFC 6376 §5).

    `message`: its name in the queue; `octets`, `field_length`: the field it put on top;
    `fields`: the names it signed, in the order of `h=`.
    """

    message: str
    domain: str
    selector: str
    identity: str
    algorithm: str
    canonicalization: str
    fields: tuple[str, ...]
    octets: Octets
    field_length: int


class DkimSignatureRead(Fact, tag="dkim.signature_read"):
    """The event's host read a DKIM-Signature field (RFC 6376 §6.1.1).

    `octets`, `offset`, `length`: the field, and where it is in the message; `count`: of
    the signatures there are. `body_length`: of `l=`, -1: the whole body; times in
    seconds from 1970, -1: none said. `cause`: what is wrong with it, and then `tag`: in
    which tag, `error_offset`: at which octet of the field.
    """

    number: int
    count: int
    octets: Octets
    offset: int
    length: int
    domain: str
    selector: str
    identity: str = ""
    algorithm: str = ""
    canonicalization: str = ""
    fields: tuple[str, ...] = ()
    body_length: int = -1
    signed_at_s: int = -1
    expires_at_s: int = -1
    cause: str = ""
    tag: str = ""
    error_offset: int = -1


class DkimKeyRead(Fact, tag="dkim.key_read"):
    """The event's host read the key of a signature (RFC 6376 §6.1.2).

    `name`: where it asked; `result`: of the lookup; `octets`: what the record says;
    `type`, `bits`: of the key; `testing`: the domain only tries DKIM out. `cause`: why
    the key will not do; `error_offset`: at which octet of the record, or -1.
    """

    number: int
    name: str
    result: str
    octets: Octets
    type: str
    bits: int
    testing: bool = False
    cause: str = ""
    error_offset: int = -1


class DkimBodyHashed(Fact, tag="dkim.body_hashed"):
    """The event's host hashed the body of a message (RFC 6376 §3.7).

    `octets`: how its canonical form begins; `octets_before`, `octets_after`: its length
    as it was and in that form; `octets_hashed`: how much of it counts (`l=`). `stated`:
    the hash the signature says, "" when one is made. `beginning`: where it is another,
    how many canonical octets do have it: the rest was added; -1: none.
    """

    number: int
    canonicalization: str
    octets: Octets
    octets_before: int
    octets_after: int
    octets_hashed: int
    hash: str
    stated: str = ""
    beginning: int = -1


class DkimHeaderHashed(Fact, tag="dkim.header_hashed"):
    """The event's host hashed the signed fields, and the signature field without its
    signature (RFC 6376 §3.7).

    `fields`: `(name, offset, length, canonical length)` of each name in `h=`, in the
    message; offset -1: there is no such field (any more). `octets`, `octets_hashed`:
    what went into the hash. `signed`: the hash that the signature holds, where it can
    be read from it (RSA), else "".
    """

    number: int
    canonicalization: str
    fields: tuple[tuple[str, int, int, int], ...]
    octets: Octets
    octets_hashed: int
    hash: str
    signed: str = ""


class DkimSignatureJudged(Fact, tag="dkim.signature_judged"):
    """The event's host is done with a signature; number 0: the message has none.

    `result`: a word of RFC 8601 §2.7.1; `cause`: key of why (protocols/dkim/codes.py
    lists them all). `changed`: fields known not to be as they were, or
    of which there is one more than was signed (repeated_field).
    """

    number: int
    domain: str
    selector: str
    identity: str
    result: str
    cause: str
    testing: bool = False
    changed: tuple[str, ...] = ()


AnyFact = (
    LabOpened
    | LabIntervened
    | LabAnswered
    | ClockSkipped
    | HostPoweredOn
    | HostPoweredOff
    | HostJoined
    | HostLeft
    | LinkCut
    | LinkRestored
    | LinkSlowed
    | LinkMadeLossy
    | HostCrashed
    | HostRestarted
    | HostFrozen
    | HostThawed
    | ServiceStopped
    | ServiceStarted
    | HostFaultBegan
    | HostFaultEnded
    | MailboxFilled
    | MailboxEased
    | TcpSegmentDropped
    | TcpOctetAltered
    | TcpTextReplaced
    | TcpConnectionReset
    | TcpFlightSent
    | TcpConnectionOpened
    | TcpConnectionRefused
    | TcpConnectionTimedOut
    | TcpConnectionClosed
    | UdpDatagramSent
    | IcmpUnreachableSent
    | TlsHandshakeCompleted
    | TlsHandshakeFailed
    | TlsCertificateChecked
    | TerminalLineSent
    | TerminalRefused
    | SmtpCommandReceived
    | SmtpContentReceived
    | SmtpFalseEndFound
    | SmtpChunkReceived
    | SmtpReplySent
    | ReplyTimedOut
    | SmtpTlsMissed
    | StsRecordRead
    | StsPolicyFetched
    | StsPolicyApplied
    | SmtpTransactionEnded
    | Pop3CommandReceived
    | Pop3ResponseSent
    | ImapCommandReceived
    | ImapContinuationReceived
    | ImapResponseSent
    | DnsQueryReceived
    | DnsResponseSent
    | DnsQueryTimedOut
    | DnsCacheAnswered
    | DnsLookupEnded
    | DnsRecordPublished
    | DnsRecordWithdrawn
    | MailRouteFound
    | DmarcCheckBegun
    | DmarcRecordSelected
    | DmarcPolicyFound
    | DmarcOrganizationFound
    | DmarcAlignmentCompared
    | DmarcCheckEnded
    | DmarcResultStored
    | DmarcDestinationChecked
    | DmarcReportComposed
    | MessageAuthenticated
    | SpfCheckBegun
    | SpfRecordSelected
    | SpfMacroExpanded
    | SpfLookupCounted
    | SpfVoidLookupCounted
    | SpfTermEvaluated
    | SpfDomainEntered
    | SpfDomainLeft
    | SpfExplanationRead
    | SpfCheckEnded
    | PromptCommandEntered
    | PromptTextPrinted
    | HttpRequestReceived
    | HttpResponseSent
    | BrowserPageShown
    | MessageComposed
    | AccountSetUp
    | UnsentKept
    | UnsentTried
    | UnsentLeft
    | MessageQueued
    | MessageDequeued
    | MessageExpanded
    | QueueAttemptBegun
    | QueueAttemptDeferred
    | QueueResumed
    | NoticeComposed
    | NoticeWithheld
    | MessageDelivered
    | MailboxLocked
    | MailboxUnlocked
    | MessageRemoved
    | FolderCreated
    | FolderDeleted
    | FolderRenamed
    | FolderSubscribed
    | FolderUnsubscribed
    | MessageFiled
    | MessageFlagged
    | MessageExpunged
    | MessageCollected
    | MessageDiscarded
    | DkimMessageSigned
    | DkimSignatureRead
    | DkimKeyRead
    | DkimBodyHashed
    | DkimHeaderHashed
    | DkimSignatureJudged
)


def kind_of(fact: Fact) -> str:
    """`smtp.reply_sent` for a SmtpReplySent."""
    return str(fact.__struct_config__.tag)
