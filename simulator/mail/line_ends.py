"""Line ends as a message must have them on the wire: CR LF together, nothing else.

A bare CR or LF is an octet like any other to us (RFC 5321 §2.3.8), and the end of a
line to many others: `LF . CRLF` inside a message would be its end to them, and what
follows a second message that nobody sent (SMTP smuggling, CVE-2023-51764 and its kin).
So a message is let in as it came and goes out with every line end whole.

It refuses to touch anything else.
"""

CRLF = b"\r\n"


def whole_lines(content: bytes) -> bytes:
    """`content` with CRLF for every bare CR and LF, and after the last line.

    The same object when there is nothing to repair.
    """
    whole = content.count(CRLF)
    if content.count(b"\n") != whole or content.count(b"\r") != whole:
        # Ten times as fast as an expression, and what is brought here may be all LF.
        content = content.replace(CRLF, b"\n").replace(b"\r", b"\n")
        content = content.replace(b"\n", CRLF)
    return last_line_ended(content)


def last_line_ended(content: bytes) -> bytes:
    """`content` with CRLF after the last line, without which no dot can end it; all
    other line ends as they came."""
    return content if not content or content.endswith(CRLF) else content + CRLF
