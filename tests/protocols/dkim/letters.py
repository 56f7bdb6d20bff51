"""Random messages, as untidy as the way of mail makes them."""

from hypothesis import strategies as st

NAMES = ("From", "To", "Subject", "Date", "Message-ID", "X-Note", "List-Id", "subject")

words = st.text("abcXYZ019.,=;:<>@()", min_size=1, max_size=8)
gaps = st.sampled_from((" ", "  ", "\t", " \t ", "\r\n ", " \r\n\t", "\r\n  "))


@st.composite
def values(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(("", " ", "  ", "\t")))
    for _ in range(draw(st.integers(1, 5))):
        text += draw(words) + draw(gaps)
    return text.rstrip() + draw(st.sampled_from(("", " ", "\t ")))


@st.composite
def lines(draw: st.DrawFn) -> str:
    parts = draw(st.lists(words, max_size=4))
    gap = draw(st.sampled_from((" ", "  ", "\t", " \t")))
    ends = st.sampled_from(("", " ", "\t", "  "))
    return draw(ends) + gap.join(parts) + draw(ends)


@st.composite
def letters(draw: st.DrawFn) -> bytes:
    """A message with a From field; every line ends in CRLF."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=7))
    header = [f"{name}:{draw(values())}\r\n" for name in names]
    place = draw(st.integers(0, len(header)))
    header.insert(place, f"From:{draw(values())}\r\n")
    body = draw(st.lists(lines(), max_size=8))
    return "".join((*header, "\r\n", *(f"{line}\r\n" for line in body))).encode()
