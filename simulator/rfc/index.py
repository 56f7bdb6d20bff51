"""The documents: number, title, year, status, what replaced and what updated them.

It refuses gossip: `updated_by` names only the updates that matter to mail, and a title
longer than a line is shortened.
"""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How far a document came: the status the RFC Editor gives it. It keeps that
    status when another document replaces it. DRAFT: between PROPOSED and INTERNET,
    given until 2011 (RFC 6410); UNKNOWN: older than these words."""

    INTERNET = "internet"
    DRAFT = "draft"
    PROPOSED = "proposed"
    PRACTICE = "practice"
    INFORMATIONAL = "informational"
    EXPERIMENTAL = "experimental"
    HISTORIC = "historic"
    UNKNOWN = "unknown"


IS, DS, PS, BCP = Level.INTERNET, Level.DRAFT, Level.PROPOSED, Level.PRACTICE
INFO, EXP, HIST, UNKNOWN = (
    Level.INFORMATIONAL,
    Level.EXPERIMENTAL,
    Level.HISTORIC,
    Level.UNKNOWN,
)


class Rfc(NamedTuple):
    """One document of the series. `title` is its own, shortened to fit a line."""

    number: int
    title: str
    year: int
    level: Level
    obsoleted_by: tuple[int, ...] = ()
    updated_by: tuple[int, ...] = ()

    @property
    def status(self) -> str:
        """`current` or `obsolete`."""
        return "obsolete" if self.obsoleted_by else "current"


_RFCS = (
    # Mail transport: SMTP and its extensions.
    Rfc(821, "Simple Mail Transfer Protocol", 1982, IS, (2821,)),
    Rfc(1047, "Duplicate Messages and SMTP", 1988, UNKNOWN),
    Rfc(2821, "Simple Mail Transfer Protocol", 2001, PS, (5321,)),
    Rfc(5321, "Simple Mail Transfer Protocol", 2008, DS, (), (7504,)),
    Rfc(974, "Mail Routing and the Domain System", 1986, HIST, (2821,)),
    Rfc(1425, "SMTP Service Extensions", 1993, PS, (1651,)),
    Rfc(1651, "SMTP Service Extensions", 1994, DS, (1869,)),
    Rfc(1869, "SMTP Service Extensions", 1995, IS, (2821,)),
    Rfc(1652, "SMTP Service Extension for 8bit-MIMEtransport", 1994, DS, (6152,)),
    Rfc(1854, "SMTP Service Extension for Command Pipelining", 1995, PS, (2197,)),
    Rfc(2197, "SMTP Service Extension for Command Pipelining", 1997, DS, (2920,)),
    Rfc(1870, "SMTP Service Extension for Message Size Declaration", 1995, IS),
    Rfc(1985, "SMTP Service Extension for Remote Message Queue Starting", 1996, PS),
    Rfc(2034, "SMTP Service Extension for Returning Enhanced Error Codes", 1996, PS),
    Rfc(2505, "Anti-Spam Recommendations for SMTP MTAs", 1999, BCP),
    Rfc(2920, "SMTP Service Extension for Command Pipelining", 2000, IS),
    Rfc(
        3030,
        "SMTP Service Extensions for Transmission of Large and Binary MIME Messages",
        2000,
        PS,
    ),
    Rfc(2487, "SMTP Service Extension for Secure SMTP over TLS", 1999, PS, (3207,)),
    Rfc(2554, "SMTP Service Extension for Authentication", 1999, PS, (4954,)),
    Rfc(3207, "SMTP Service Extension for Secure SMTP over TLS", 2002, PS, (), (7817,)),
    Rfc(
        3461,
        "SMTP Service Extension for Delivery Status Notifications (DSNs)",
        2003,
        DS,
        (),
        (3885, 6533, 8098),
    ),
    Rfc(3462, "The Multipart/Report Content Type", 2003, DS, (6522,)),
    Rfc(3463, "Enhanced Mail System Status Codes", 2003, DS, (), (4954, 5248)),
    Rfc(3464, "An Extensible Message Format for DSNs", 2003, DS, (), (6533,)),
    Rfc(3848, "ESMTP and LMTP Transmission Types Registration", 2004, DS),
    Rfc(3885, "SMTP Service Extension for Message Tracking", 2004, PS),
    Rfc(2476, "Message Submission", 1998, PS, (4409,)),
    Rfc(4409, "Message Submission for Mail", 2006, DS, (6409,)),
    Rfc(4954, "SMTP Service Extension for Authentication", 2007, PS, (), (5248,)),
    Rfc(5233, "Sieve Email Filtering: Subaddress Extension", 2008, PS),
    Rfc(5248, "A Registry for SMTP Enhanced Mail System Status Codes", 2008, BCP),
    Rfc(6152, "SMTP Service Extension for 8-bit MIME Transport", 2011, IS),
    Rfc(6409, "Message Submission for Mail", 2011, IS, (), (8314,)),
    Rfc(6522, "The Multipart/Report Media Type", 2012, IS, (), (6533,)),
    Rfc(6530, "Overview and Framework for Internationalized Email", 2012, PS),
    Rfc(6531, "SMTP Extension for Internationalized Email", 2012, PS),
    Rfc(6532, "Internationalized Email Headers", 2012, PS),
    Rfc(6533, "Internationalized Delivery Status Notifications", 2012, PS),
    Rfc(6647, "Email Greylisting: An Applicability Statement for SMTP", 2012, PS),
    Rfc(7372, "Email Authentication Status Codes", 2014, PS),
    Rfc(7504, "SMTP 521 and 556 Reply Codes", 2015, PS),
    Rfc(7505, 'A "Null MX" No Service Resource Record', 2015, PS),
    Rfc(8098, "Message Disposition Notification", 2017, IS),
    Rfc(2369, "The Use of URLs as Meta-Syntax for Mail List Commands", 1998, PS),
    Rfc(2919, "List-Id", 2001, PS),
    Rfc(8058, "One-Click Unsubscribe for List Email Headers", 2017, PS),
    Rfc(8689, "SMTP Require TLS Option", 2019, PS),
    Rfc(9228, "Delivered-To Email Header Field", 2022, EXP),
    Rfc(9422, "The LIMITS SMTP Service Extension", 2024, PS),
    Rfc(2142, "Mailbox Names for Common Services, Roles and Functions", 1997, PS),
    Rfc(5598, "Internet Mail Architecture", 2009, INFO),
    # The message.
    Rfc(
        822, "Standard for the Format of ARPA Internet Text Messages", 1982, IS, (2822,)
    ),
    Rfc(2822, "Internet Message Format", 2001, PS, (5322,)),
    Rfc(5322, "Internet Message Format", 2008, DS, (), (6854,)),
    Rfc(6854, "Update to Internet Message Format: Group Syntax in From", 2013, PS),
    Rfc(2045, "MIME Part One: Message Bodies", 1996, DS, (), (2231, 6532)),
    Rfc(2046, "MIME Part Two: Media Types", 1996, DS, (), (8098,)),
    Rfc(2047, "MIME Part Three: Non-ASCII Header Text", 1996, DS, (), (2231,)),
    # What attachments are made of.
    Rfc(1950, "ZLIB Compressed Data Format Specification", 1996, INFO),
    Rfc(1951, "DEFLATE Compressed Data Format Specification", 1996, INFO),
    Rfc(2049, "MIME Part Five: Conformance Criteria and Examples", 1996, DS),
    Rfc(1341, "MIME: Format of Internet Message Bodies", 1992, PS, (1521,)),
    Rfc(1521, "MIME Part One", 1993, DS, (2045, 2046, 2047, 2048, 2049)),
    Rfc(2048, "MIME Part Four: Registration Procedures", 1996, BCP, (4288, 4289)),
    Rfc(4288, "Media Type Specifications and Registration", 2005, BCP, (6838,)),
    Rfc(4289, "MIME Part Four: Registration Procedures", 2005, BCP),
    Rfc(4155, "The application/mbox Media Type", 2005, INFO),
    Rfc(6838, "Media Type Specifications and Registration", 2013, BCP),
    Rfc(2183, "The Content-Disposition Header Field", 1997, PS),
    Rfc(1557, "Korean Character Encoding for Internet Messages", 1993, INFO),
    Rfc(1843, "HZ - Encoding for Arbitrarily Mixed Chinese and ASCII", 1995, INFO),
    Rfc(2231, "MIME Parameter Value and Encoded Word Extensions", 1997, PS),
    Rfc(2392, "Content-ID and Message-ID Uniform Resource Locators", 1998, PS),
    Rfc(3282, "Content Language Headers", 2002, DS),
    Rfc(5646, "Tags for Identifying Languages", 2009, BCP),
    Rfc(3629, "UTF-8, a transformation format of ISO 10646", 2003, IS),
    Rfc(4180, "Common Format and MIME Type for CSV Files", 2005, INFO, (), (7111,)),
    Rfc(7111, "URI Fragment Identifiers for the text/csv Media Type", 2014, INFO),
    Rfc(9285, "The Base45 Data Encoding", 2022, INFO),
    Rfc(4648, "The Base16, Base32, and Base64 Data Encodings", 2006, PS),
    # POP3.
    Rfc(918, "Post Office Protocol", 1984, UNKNOWN, (937,)),
    Rfc(937, "Post Office Protocol: Version 2", 1985, HIST),
    Rfc(1081, "Post Office Protocol - Version 3", 1988, PS, (1225,)),
    Rfc(1225, "Post Office Protocol - Version 3", 1991, DS, (1460,)),
    Rfc(1460, "Post Office Protocol - Version 3", 1993, DS, (1725,)),
    Rfc(1725, "Post Office Protocol - Version 3", 1994, DS, (1939,)),
    Rfc(1734, "POP3 AUTHentication command", 1994, PS, (5034,)),
    Rfc(
        1939,
        "Post Office Protocol - Version 3",
        1996,
        IS,
        (),
        (2449, 6186, 8314),
    ),
    Rfc(2449, "POP3 Extension Mechanism", 1998, PS, (), (5034,)),
    Rfc(2595, "Using TLS with IMAP, POP3 and ACAP", 1999, PS, (), (7817, 8314)),
    Rfc(3206, "The SYS and AUTH POP Response Codes", 2002, PS),
    Rfc(5034, "The POP3 SASL Authentication Mechanism", 2007, PS),
    Rfc(6186, "Use of SRV Records for Locating Email Services", 2011, PS, (), (8314,)),
    Rfc(6856, "POP3 Support for UTF-8", 2013, PS),
    # IMAP and the web.
    Rfc(1064, "Interactive Mail Access Protocol: Version 2", 1988, HIST, (1176,)),
    Rfc(1176, "Interactive Mail Access Protocol: Version 2", 1990, EXP),
    Rfc(1730, "Internet Message Access Protocol - Version 4", 1994, PS, (2060,)),
    Rfc(2060, "Internet Message Access Protocol - Version 4rev1", 1996, PS, (3501,)),
    Rfc(2087, "IMAP4 QUOTA extension", 1997, PS, (9208,)),
    Rfc(2152, "UTF-7: A Mail-Safe Transformation Format of Unicode", 1997, INFO),
    Rfc(2177, "IMAP4 IDLE command", 1997, PS),
    Rfc(2180, "IMAP4 Multi-Accessed Mailbox Practice", 1997, INFO),
    Rfc(2342, "IMAP4 Namespace", 1998, PS),
    Rfc(2683, "IMAP4 Implementation Recommendations", 1999, INFO),
    Rfc(2971, "IMAP4 ID extension", 2000, PS),
    Rfc(
        3501,
        "Internet Message Access Protocol - Version 4rev1",
        2003,
        PS,
        (9051,),
        (5182, 6186, 7817, 8314),
    ),
    Rfc(3348, "IMAP4 Child Mailbox Extension", 2002, INFO, (5258,)),
    Rfc(3516, "IMAP4 Binary Content Extension", 2003, PS),
    Rfc(3691, "IMAP UNSELECT command", 2004, PS),
    Rfc(4315, "IMAP UIDPLUS extension", 2005, PS),
    Rfc(4731, "IMAP4 Extension to SEARCH: What Is Returned", 2006, PS),
    Rfc(4959, "IMAP Extension for SASL Initial Client Response", 2007, PS),
    Rfc(5161, "The IMAP ENABLE Extension", 2008, PS),
    Rfc(5182, "IMAP Extension for Referencing the Last SEARCH Result", 2008, PS),
    Rfc(5256, "IMAP SORT and THREAD Extensions", 2008, PS),
    Rfc(5258, "IMAP4 LIST Command Extensions", 2008, PS),
    Rfc(5464, "The IMAP METADATA Extension", 2009, PS),
    Rfc(5530, "IMAP Response Codes", 2009, PS),
    Rfc(5819, "IMAP4 Extension: STATUS Information in Extended LIST", 2010, PS),
    Rfc(6154, "IMAP LIST Extension for Special-Use Mailboxes", 2011, PS),
    Rfc(6851, "IMAP MOVE Extension", 2013, PS),
    Rfc(6855, "IMAP Support for UTF-8", 2013, PS),
    Rfc(7162, "IMAP Extensions: CONDSTORE and QRESYNC", 2014, PS),
    Rfc(7888, "IMAP4 Non-synchronizing Literals", 2016, PS),
    Rfc(7889, "The IMAP APPENDLIMIT Extension", 2016, PS),
    Rfc(8438, "IMAP Extension for STATUS=SIZE", 2018, PS),
    Rfc(9208, "IMAP QUOTA Extension", 2022, PS),
    Rfc(9051, "Internet Message Access Protocol - Version 4rev2", 2021, PS),
    Rfc(8620, "The JSON Meta Application Protocol (JMAP)", 2019, PS),
    Rfc(8621, "JMAP for Mail", 2019, PS),
    Rfc(5789, "PATCH Method for HTTP", 2010, PS),
    Rfc(9110, "HTTP Semantics", 2022, IS),
    Rfc(9112, "HTTP/1.1", 2022, IS),
    Rfc(9113, "HTTP/2", 2022, PS),
    Rfc(3986, "Uniform Resource Identifier (URI): Generic Syntax", 2005, IS),
    Rfc(6068, "The 'mailto' URI Scheme", 2010, PS),
    Rfc(6265, "HTTP State Management Mechanism", 2011, PS),
    Rfc(6455, "The WebSocket Protocol", 2011, PS),
    Rfc(7692, "Compression Extensions for WebSocket", 2015, PS),
    # SASL and TLS.
    Rfc(2195, "IMAP/POP AUTHorize Extension for Simple Challenge/Response", 1997, PS),
    Rfc(4422, "Simple Authentication and Security Layer (SASL)", 2006, PS),
    Rfc(4616, "The PLAIN SASL Mechanism", 2006, PS),
    Rfc(
        5802, "Salted Challenge Response Authentication (SCRAM)", 2010, PS, (), (7677,)
    ),
    Rfc(6125, "Representation and Verification of Service Identity", 2011, PS, (9525,)),
    Rfc(7672, "SMTP Security via Opportunistic DANE TLS", 2015, PS),
    Rfc(7677, "SCRAM-SHA-256 and SCRAM-SHA-256-PLUS", 2015, PS),
    Rfc(7817, "Updated TLS Server Identity Check for Email Protocols", 2016, PS),
    Rfc(8314, "Cleartext Considered Obsolete: TLS for Email", 2018, PS, (), (8997,)),
    Rfc(8446, "The Transport Layer Security (TLS) Protocol Version 1.3", 2018, PS),
    Rfc(8460, "SMTP TLS Reporting", 2018, PS),
    Rfc(8461, "SMTP MTA Strict Transport Security (MTA-STS)", 2018, PS),
    Rfc(8996, "Deprecating TLS 1.0 and TLS 1.1", 2021, BCP),
    Rfc(8997, "Deprecation of TLS 1.1 for Email Submission and Access", 2021, PS),
    Rfc(9525, "Service Identity in TLS", 2023, PS),
    # Who sent it.
    Rfc(3834, "Recommendations for Automatic Responses to Electronic Mail", 2004, PS),
    Rfc(4871, "DomainKeys Identified Mail (DKIM) Signatures", 2007, PS, (6376,)),
    Rfc(
        6376, "DomainKeys Identified Mail (DKIM) Signatures", 2011, IS, (), (8301, 8463)
    ),
    Rfc(
        6008,
        "Authentication-Results Registration for Differentiating among Cryptographic "
        "Results",
        2010,
        PS,
    ),
    Rfc(8017, "PKCS #1: RSA Cryptography Specifications Version 2.2", 2016, INFO),
    Rfc(8032, "Edwards-Curve Digital Signature Algorithm (EdDSA)", 2017, INFO),
    Rfc(4408, "Sender Policy Framework (SPF)", 2006, EXP, (7208,)),
    Rfc(7208, "Sender Policy Framework (SPF)", 2014, PS, (), (7372,)),
    Rfc(7489, "DMARC", 2015, INFO, (9989, 9990, 9991)),
    Rfc(8301, "Cryptographic Algorithm and Key Usage Update to DKIM", 2018, PS),
    Rfc(8463, "A New Cryptographic Signature Method for DKIM", 2018, PS),
    Rfc(8617, "The Authenticated Received Chain (ARC) Protocol", 2019, EXP),
    Rfc(8601, "Header Field for Message Authentication Status", 2019, PS),
    Rfc(8616, "Email Authentication for Internationalized Mail", 2019, PS),
    Rfc(9989, "DMARC", 2026, PS),
    Rfc(9990, "DMARC Aggregate Reporting", 2026, PS),
    Rfc(9991, "DMARC Failure Reporting", 2026, PS),
    # The network below, and names.
    Rfc(6762, "Multicast DNS", 2013, PS),
    Rfc(6335, "Procedures for the Management of Service Names and Ports", 2011, BCP),
    Rfc(20, "ASCII format for Network Interchange", 1969, IS),
    Rfc(791, "Internet Protocol", 1981, IS),
    Rfc(793, "Transmission Control Protocol", 1981, IS, (9293,)),
    Rfc(854, "Telnet Protocol Specification", 1983, IS),
    Rfc(768, "User Datagram Protocol", 1980, IS),
    Rfc(792, "Internet Control Message Protocol", 1981, IS),
    Rfc(1071, "Computing the Internet Checksum", 1988, UNKNOWN),
    Rfc(6528, "Defending against Sequence Number Attacks", 2012, PS, (9293,)),
    Rfc(1034, "Domain Names - Concepts and Facilities", 1987, IS),
    Rfc(1035, "Domain Names - Implementation and Specification", 1987, IS),
    Rfc(1122, "Requirements for Internet Hosts - Communication Layers", 1989, IS),
    Rfc(1123, "Requirements for Internet Hosts", 1989, IS, (), (5321,)),
    Rfc(5280, "X.509 Public Key Infrastructure Certificates and CRLs", 2008, PS),
    Rfc(1918, "Address Allocation for Private Internets", 1996, BCP),
    Rfc(2136, "Dynamic Updates in the Domain Name System", 1997, PS),
    Rfc(2181, "Clarifications to the DNS Specification", 1997, PS),
    Rfc(8020, "NXDOMAIN: There Really Is Nothing Underneath", 2016, PS),
    Rfc(2308, "Negative Caching of DNS Queries", 1998, PS),
    Rfc(4592, "The Role of Wildcards in the Domain Name System", 2006, PS),
    Rfc(
        5452, "Measures for Making DNS More Resilient against Forged Answers", 2009, PS
    ),
    Rfc(7766, "DNS Transport over TCP - Implementation Requirements", 2016, PS),
    Rfc(3596, "DNS Extensions to Support IP Version 6", 2003, IS),
    Rfc(3849, "IPv6 Address Prefix Reserved for Documentation", 2004, INFO),
    Rfc(3492, "Punycode", 2003, PS),
    Rfc(5890, "Internationalized Domain Names: Definitions", 2010, PS),
    Rfc(5891, "Internationalized Domain Names: Protocol", 2010, PS),
    Rfc(5952, "A Recommendation for IPv6 Address Text Representation", 2010, PS),
    Rfc(6891, "Extension Mechanisms for DNS (EDNS(0))", 2013, IS),
    Rfc(8499, "DNS Terminology", 2019, BCP, (9499,)),
    Rfc(9499, "DNS Terminology", 2024, BCP),
    Rfc(2119, "Key words for use in RFCs to Indicate Requirement Levels", 1997, BCP),
    Rfc(6410, "Reducing the Standards Track to Two Maturity Levels", 2011, BCP),
    Rfc(2606, "Reserved Top Level DNS Names", 1999, BCP, (), (6761,)),
    Rfc(4291, "IP Version 6 Addressing Architecture", 2006, DS),
    Rfc(5234, "Augmented BNF for Syntax Specifications: ABNF", 2008, IS),
    Rfc(5681, "TCP Congestion Control", 2009, DS),
    Rfc(5737, "IPv4 Address Blocks Reserved for Documentation", 2010, INFO),
    Rfc(6298, "Computing TCP's Retransmission Timer", 2011, PS),
    Rfc(6691, "TCP Options and Maximum Segment Size (MSS)", 2012, INFO, (9293,)),
    Rfc(6761, "Special-Use Domain Names", 2013, PS),
    Rfc(7323, "TCP Extensions for High Performance", 2014, PS),
    Rfc(9293, "Transmission Control Protocol (TCP)", 2022, IS),
)

INDEX: dict[int, Rfc] = {rfc.number: rfc for rfc in _RFCS}
