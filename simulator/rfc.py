"""The index of every RFC we cite: number, title, what replaced it, link.

Why it exists: a citation shown to a learner is data, so that a test can check it and
the page can link it. It refuses what it does not know: `cite` raises CitationError for
an RFC that is not listed here and for a section its table of contents does not have.

Sections are listed whole (but for references and acknowledgements, which nobody cites)
or, where we never read the table of contents, not at all: then only their form is
checked. `updated_by` names the updates that matter to mail.
"""

import re
from typing import NamedTuple

LINK = "https://www.rfc-editor.org/rfc/rfc{rfc}"
SECTION_FORM = re.compile(r"[1-9][0-9]*(\.[1-9][0-9]*)*|[A-Z](\.[1-9][0-9]*)*")
"""`4.1.1.5`, or `A` and `F.2` for appendices."""


class CitationError(ValueError):
    """A citation of something that is not in the index."""


class Rfc(NamedTuple):
    """One document of the series. `title` is its own, shortened to fit a line."""

    number: int
    title: str
    year: int
    obsoleted_by: tuple[int, ...] = ()
    updated_by: tuple[int, ...] = ()

    @property
    def status(self) -> str:
        """`current` or `obsolete`."""
        return "obsolete" if self.obsoleted_by else "current"


class Citation(NamedTuple):
    """Where a rule is written. `section` and `section_title` may be ""."""

    rfc: int
    section: str
    title: str
    section_title: str
    status: str
    link: str


def cite(place: str) -> Citation:
    """The citation for `place`, `5321#4.1.4` or `5321`.

    Raises CitationError for an unknown RFC, an unknown section, or another form.
    """
    number, separator, section = place.partition("#")
    rfc = INDEX.get(int(number)) if number.isascii() and number.isdigit() else None
    if rfc is None:
        raise CitationError(f"{place}: not an RFC of the index")
    if separator and not SECTION_FORM.fullmatch(section):
        raise CitationError(f"{place}: a section looks like 4.1.1.5 or F.2")
    known = SECTIONS.get(rfc.number, {})
    if section and known and section not in known:
        raise CitationError(f"{place}: RFC {rfc.number} has no such section")
    link = LINK.format(rfc=rfc.number)
    return Citation(
        rfc=rfc.number,
        section=section,
        title=rfc.title,
        section_title=known.get(section, ""),
        status=rfc.status,
        link=f"{link}#{_anchor(section)}" if section else link,
    )


def _anchor(section: str) -> str:
    """The fragment rfc-editor.org gives a section or an appendix."""
    if section[0].isdigit():
        return f"section-{section}"
    return f"appendix-{section}"


_RFCS = (
    # Mail transport: SMTP and its extensions.
    Rfc(821, "Simple Mail Transfer Protocol", 1982, (2821,)),
    Rfc(2821, "Simple Mail Transfer Protocol", 2001, (5321,)),
    Rfc(5321, "Simple Mail Transfer Protocol", 2008, (), (7504,)),
    Rfc(1652, "SMTP Service Extension for 8bit-MIMEtransport", 1994, (6152,)),
    Rfc(1870, "SMTP Service Extension for Message Size Declaration", 1995),
    Rfc(2034, "SMTP Service Extension for Returning Enhanced Error Codes", 1996),
    Rfc(2920, "SMTP Service Extension for Command Pipelining", 2000),
    Rfc(
        3030,
        "SMTP Service Extensions for Transmission of Large and Binary MIME Messages",
        2000,
    ),
    Rfc(3207, "SMTP Service Extension for Secure SMTP over TLS", 2002, (), (7817,)),
    Rfc(
        3461,
        "SMTP Service Extension for Delivery Status Notifications (DSNs)",
        2003,
        (),
        (3885, 6533, 8098),
    ),
    Rfc(3462, "The Multipart/Report Content Type", 2003, (6522,)),
    Rfc(3463, "Enhanced Mail System Status Codes", 2003, (), (4954, 5248)),
    Rfc(3464, "An Extensible Message Format for DSNs", 2003, (), (6533,)),
    Rfc(3848, "ESMTP and LMTP Transmission Types Registration", 2004),
    Rfc(3885, "SMTP Service Extension for Message Tracking", 2004),
    Rfc(4409, "Message Submission for Mail", 2006, (6409,)),
    Rfc(4954, "SMTP Service Extension for Authentication", 2007, (), (5248,)),
    Rfc(5248, "A Registry for SMTP Enhanced Mail System Status Codes", 2008),
    Rfc(6152, "SMTP Service Extension for 8-bit MIME Transport", 2011),
    Rfc(6409, "Message Submission for Mail", 2011, (), (8314,)),
    Rfc(6522, "The Multipart/Report Media Type", 2012, (), (6533,)),
    Rfc(6530, "Overview and Framework for Internationalized Email", 2012),
    Rfc(6531, "SMTP Extension for Internationalized Email", 2012),
    Rfc(6532, "Internationalized Email Headers", 2012),
    Rfc(6533, "Internationalized Delivery Status Notifications", 2012),
    Rfc(6647, "Email Greylisting: An Applicability Statement for SMTP", 2012),
    Rfc(7372, "Email Authentication Status Codes", 2014),
    Rfc(7504, "SMTP 521 and 556 Reply Codes", 2015),
    Rfc(7505, 'A "Null MX" No Service Resource Record', 2015),
    Rfc(8098, "Message Disposition Notification", 2017),
    Rfc(2142, "Mailbox Names for Common Services, Roles and Functions", 1997),
    Rfc(5598, "Internet Mail Architecture", 2009),
    # The message.
    Rfc(822, "Standard for the Format of ARPA Internet Text Messages", 1982, (2822,)),
    Rfc(2822, "Internet Message Format", 2001, (5322,)),
    Rfc(5322, "Internet Message Format", 2008, (), (6854,)),
    Rfc(6854, "Update to Internet Message Format: Group Syntax in From", 2013),
    Rfc(2045, "MIME Part One: Message Bodies", 1996, (), (2231, 6532)),
    Rfc(2046, "MIME Part Two: Media Types", 1996, (), (8098,)),
    Rfc(2047, "MIME Part Three: Non-ASCII Header Text", 1996, (), (2231,)),
    Rfc(2049, "MIME Part Five: Conformance Criteria and Examples", 1996),
    Rfc(2183, "The Content-Disposition Header Field", 1997),
    Rfc(2231, "MIME Parameter Value and Encoded Word Extensions", 1997),
    Rfc(3629, "UTF-8, a transformation format of ISO 10646", 2003),
    Rfc(4648, "The Base16, Base32, and Base64 Data Encodings", 2006),
    # POP3.
    Rfc(918, "Post Office Protocol", 1984, (937,)),
    Rfc(937, "Post Office Protocol: Version 2", 1985),
    Rfc(1725, "Post Office Protocol - Version 3", 1994, (1939,)),
    Rfc(1734, "POP3 AUTHentication command", 1994, (5034,)),
    Rfc(
        1939,
        "Post Office Protocol - Version 3",
        1996,
        (),
        (2449, 6186, 8314),
    ),
    Rfc(2449, "POP3 Extension Mechanism", 1998, (), (5034,)),
    Rfc(2595, "Using TLS with IMAP, POP3 and ACAP", 1999, (), (7817, 8314)),
    Rfc(3206, "The SYS and AUTH POP Response Codes", 2002),
    Rfc(5034, "The POP3 SASL Authentication Mechanism", 2007),
    Rfc(6186, "Use of SRV Records for Locating Email Services", 2011, (), (8314,)),
    Rfc(6856, "POP3 Support for UTF-8", 2013),
    # IMAP and the web.
    Rfc(2060, "Internet Message Access Protocol - Version 4rev1", 1996, (3501,)),
    Rfc(2177, "IMAP4 IDLE command", 1997),
    Rfc(3501, "Internet Message Access Protocol - Version 4rev1", 2003, (9051,)),
    Rfc(5530, "IMAP Response Codes", 2009),
    Rfc(6851, "IMAP MOVE Extension", 2013),
    Rfc(9051, "Internet Message Access Protocol - Version 4rev2", 2021),
    Rfc(8620, "The JSON Meta Application Protocol (JMAP)", 2019),
    Rfc(8621, "JMAP for Mail", 2019),
    Rfc(9110, "HTTP Semantics", 2022),
    # Identity and privacy.
    Rfc(4616, "The PLAIN SASL Mechanism", 2006),
    Rfc(6376, "DomainKeys Identified Mail (DKIM) Signatures", 2011, (), (8301, 8463)),
    Rfc(7208, "Sender Policy Framework (SPF)", 2014, (), (7372,)),
    Rfc(7489, "DMARC", 2015, (9989, 9990, 9991)),
    Rfc(7817, "Updated TLS Server Identity Check for Email Protocols", 2016),
    Rfc(8301, "Cryptographic Algorithm and Key Usage Update to DKIM", 2018),
    Rfc(8314, "Cleartext Considered Obsolete: TLS for Email", 2018, (), (8997,)),
    Rfc(8463, "A New Cryptographic Signature Method for DKIM", 2018),
    Rfc(8601, "Header Field for Message Authentication Status", 2019),
    Rfc(8997, "Deprecation of TLS 1.1 for Email Submission and Access", 2021),
    Rfc(9989, "DMARC", 2026),
    Rfc(9990, "DMARC Aggregate Reporting", 2026),
    Rfc(9991, "DMARC Failure Reporting", 2026),
    # The network below, and names.
    Rfc(20, "ASCII format for Network Interchange", 1969),
    Rfc(791, "Internet Protocol", 1981),
    Rfc(793, "Transmission Control Protocol", 1981, (9293,)),
    Rfc(854, "Telnet Protocol Specification", 1983),
    Rfc(1034, "Domain Names - Concepts and Facilities", 1987),
    Rfc(1035, "Domain Names - Implementation and Specification", 1987),
    Rfc(1123, "Requirements for Internet Hosts", 1989, (), (5321,)),
    Rfc(2119, "Key words for use in RFCs to Indicate Requirement Levels", 1997),
    Rfc(2606, "Reserved Top Level DNS Names", 1999, (), (6761,)),
    Rfc(4291, "IP Version 6 Addressing Architecture", 2006),
    Rfc(5234, "Augmented BNF for Syntax Specifications: ABNF", 2008),
    Rfc(5681, "TCP Congestion Control", 2009),
    Rfc(5737, "IPv4 Address Blocks Reserved for Documentation", 2010),
    Rfc(6298, "Computing TCP's Retransmission Timer", 2011),
    Rfc(6691, "TCP Options and Maximum Segment Size (MSS)", 2012, (9293,)),
    Rfc(6761, "Special-Use Domain Names", 2013),
    Rfc(9293, "Transmission Control Protocol (TCP)", 2022),
)

INDEX: dict[int, Rfc] = {rfc.number: rfc for rfc in _RFCS}

_CONTENTS = {
    1939: """
1 Introduction
2 A Short Digression
3 Basic Operation
4 The AUTHORIZATION State
5 The TRANSACTION State
6 The UPDATE State
7 Optional POP3 Commands
8 Scaling and Operational Considerations
9 POP3 Command Summary
10 Example POP3 Session
11 Message Format
13 Security Considerations
A Differences from RFC 1725
B Command Index
""",
    2449: """
1 Introduction
2 Conventions Used in this Document
3 General Command and Response Grammar
4 Parameter and Response Lengths
5 The CAPA Command
6 Initial Set of Capabilities
6.1 TOP capability
6.2 USER capability
6.3 SASL capability
6.4 RESP-CODES capability
6.5 LOGIN-DELAY capability
6.6 PIPELINING capability
6.7 EXPIRE capability
6.8 UIDL capability
6.9 IMPLEMENTATION capability
7 Future Extensions to POP3
8 Extended POP3 Response Codes
8.1 Initial POP3 response codes
8.1.1 The LOGIN-DELAY response code
8.1.2 The IN-USE response code
9 IANA Considerations
10 Security Considerations
""",
    5321: """
1 Introduction
1.1 Transport of Electronic Mail
1.2 History and Context for This Document
1.3 Document Conventions
2 The SMTP Model
2.1 Basic Structure
2.2 The Extension Model
2.2.1 Background
2.2.2 Definition and Registration of Extensions
2.2.3 Special Issues with Extensions
2.3 SMTP Terminology
2.3.1 Mail Objects
2.3.2 Senders and Receivers
2.3.3 Mail Agents and Message Stores
2.3.4 Host
2.3.5 Domain Names
2.3.6 Buffer and State Table
2.3.7 Commands and Replies
2.3.8 Lines
2.3.9 Message Content and Mail Data
2.3.10 Originator, Delivery, Relay, and Gateway Systems
2.3.11 Mailbox and Address
2.4 General Syntax Principles and Transaction Model
3 The SMTP Procedures: An Overview
3.1 Session Initiation
3.2 Client Initiation
3.3 Mail Transactions
3.4 Forwarding for Address Correction or Updating
3.5 Commands for Debugging Addresses
3.5.1 Overview
3.5.2 VRFY Normal Response
3.5.3 Meaning of VRFY or EXPN Success Response
3.5.4 Semantics and Applications of EXPN
3.6 Relaying and Mail Routing
3.6.1 Source Routes and Relaying
3.6.2 Mail eXchange Records and Relaying
3.6.3 Message Submission Servers as Relays
3.7 Mail Gatewaying
3.7.1 Header Fields in Gatewaying
3.7.2 Received Lines in Gatewaying
3.7.3 Addresses in Gatewaying
3.7.4 Other Header Fields in Gatewaying
3.7.5 Envelopes in Gatewaying
3.8 Terminating Sessions and Connections
3.9 Mailing Lists and Aliases
3.9.1 Alias
3.9.2 List
4 The SMTP Specifications
4.1 SMTP Commands
4.1.1 Command Semantics and Syntax
4.1.1.1 Extended HELLO (EHLO) or HELLO (HELO)
4.1.1.2 MAIL (MAIL)
4.1.1.3 RECIPIENT (RCPT)
4.1.1.4 DATA (DATA)
4.1.1.5 RESET (RSET)
4.1.1.6 VERIFY (VRFY)
4.1.1.7 EXPAND (EXPN)
4.1.1.8 HELP (HELP)
4.1.1.9 NOOP (NOOP)
4.1.1.10 QUIT (QUIT)
4.1.1.11 Mail-Parameter and Rcpt-Parameter Error Responses
4.1.2 Command Argument Syntax
4.1.3 Address Literals
4.1.4 Order of Commands
4.1.5 Private-Use Commands
4.2 SMTP Replies
4.2.1 Reply Code Severities and Theory
4.2.2 Reply Codes by Function Groups
4.2.3 Reply Codes in Numeric Order
4.2.4 Reply Code 502
4.2.5 Reply Codes after DATA and the Subsequent <CRLF>.<CRLF>
4.3 Sequencing of Commands and Replies
4.3.1 Sequencing Overview
4.3.2 Command-Reply Sequences
4.4 Trace Information
4.5 Additional Implementation Issues
4.5.1 Minimum Implementation
4.5.2 Transparency
4.5.3 Sizes and Timeouts
4.5.3.1 Size Limits and Minimums
4.5.3.1.1 Local-part
4.5.3.1.2 Domain
4.5.3.1.3 Path
4.5.3.1.4 Command Line
4.5.3.1.5 Reply Line
4.5.3.1.6 Text Line
4.5.3.1.7 Message Content
4.5.3.1.8 Recipients Buffer
4.5.3.1.9 Treatment When Limits Exceeded
4.5.3.1.10 Too Many Recipients Code
4.5.3.2 Timeouts
4.5.3.2.1 Initial 220 Message: 5 Minutes
4.5.3.2.2 MAIL Command: 5 Minutes
4.5.3.2.3 RCPT Command: 5 Minutes
4.5.3.2.4 DATA Initiation: 2 Minutes
4.5.3.2.5 Data Block: 3 Minutes
4.5.3.2.6 DATA Termination: 10 Minutes
4.5.3.2.7 Server Timeout: 5 Minutes
4.5.4 Retry Strategies
4.5.4.1 Sending Strategy
4.5.4.2 Receiving Strategy
4.5.5 Messages with a Null Reverse-Path
5 Address Resolution and Mail Handling
5.1 Locating the Target Host
5.2 IPv6 and MX Records
6 Problem Detection and Handling
6.1 Reliable Delivery and Replies by Email
6.2 Unwanted, Unsolicited, and "Attack" Messages
6.3 Loop Detection
6.4 Compensating for Irregularities
7 Security Considerations
7.1 Mail Security and Spoofing
7.2 "Blind" Copies
7.3 VRFY, EXPN, and Security
7.4 Mail Rerouting Based on the 251 and 551 Response Codes
7.5 Information Disclosure in Announcements
7.6 Information Disclosure in Trace Fields
7.7 Information Disclosure in Message Forwarding
7.8 Resistance to Attacks
7.9 Scope of Operation of SMTP Servers
A TCP Transport Service
B Generating SMTP Commands from RFC 822 Header Fields
C Source Routes
D Scenarios
D.1 A Typical SMTP Transaction Scenario
D.2 Aborted SMTP Transaction Scenario
D.3 Relayed Mail Scenario
D.4 Verifying and Sending Scenario
E Other Gateway Issues
F Deprecated Features of RFC 821
F.1 TURN
F.2 Source Routing
F.3 HELO
F.4 #-literals
F.5 Dates and Years
F.6 Sending versus Mailing
""",
}

SECTIONS: dict[int, dict[str, str]] = {
    number: dict(line.split(" ", 1) for line in contents.strip().splitlines())
    for number, contents in _CONTENTS.items()
}
"""RFC number to section to its title."""
