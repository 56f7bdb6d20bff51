"""Tables of contents of the RFCs we cite most, section by section.

They are whole but for references and acknowledgements, which nobody cites. It refuses
to guess: an RFC whose table of contents we never read is not here.
"""

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
