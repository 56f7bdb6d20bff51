"""What is read of one lab: messages, streams, moves, and the files to take home.

Nothing here changes a lab, so reading needs only its address, and goes as far as the
visitor may see.
"""

from collections.abc import Callable

import msgspec

from simulator.acts import ACTS, Send
from simulator.bounded_json import read_json
from simulator.export import Bundle
from simulator.hosting.addresses.asked import Answered, Asked, StreamPart
from simulator.hosting.authoring import recorded_moves
from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.limits import Limits
from simulator.hosting.permalinks import Shown, packed_permalink
from simulator.hosting.reading import (
    Sight,
    exam_views,
    exports,
    mail_views,
    mystery_views,
)
from simulator.hosting.refusals import Refusal

DRAFT_OCTETS_MAX = 200_000

BuiltParts = Callable[[], Bundle | None]
"""What a saved session is made of; None while the page is not built."""


class OfALab:
    """The answers. `read` and `posted`: address to what answers it."""

    def __init__(
        self, content: Content, labs: Labs, limits: Limits, built: BuiltParts
    ) -> None:
        self._content = content
        self._labs = labs
        self._limits = limits
        self._built = built

    @property
    def read(self) -> dict[str, Callable[..., Answered]]:
        """What is only asked for."""
        return {
            "/lab/<lab_id>/letters.json": self._messages,
            "/lab/<lab_id>/letter/<message>.json": self._message,
            "/lab/<lab_id>/signatures/<message>.json": self._signatures,
            "/lab/<lab_id>/threads.json": self._conversations,
            "/lab/<lab_id>/mystery.json": self._mystery,
            "/lab/<lab_id>/line.json": self._line,
            "/lab/<lab_id>/moves.json": self._moves,
            "/lab/<lab_id>/octets/<stream>": self._octets,
            "/lab/<lab_id>/transcript.txt": self._transcript,
            "/lab/<lab_id>/journal.jsonl": self._journal,
            "/lab/<lab_id>/ladder.svg": self._drawing,
            "/lab/<lab_id>/ladder.html": self._sheets,
            "/lab/<lab_id>/dmarc.html": self._dmarc,
            "/lab/<lab_id>/letter/<message>.eml": self._message_file,
            "/lab/<lab_id>/replay.html": self._session,
            "/lab/<lab_id>/capture.pcap": self._capture,
        }

    @property
    def posted(self) -> dict[str, Callable[..., Answered]]:
        """What something is sent along to."""
        return {"/lab/<lab_id>/draft.json": self._draft}

    def _sight(self, asked: Asked, lab_id: str) -> Sight:
        return asked.sight(self._labs.get(lab_id))

    # --- data ---------------------------------------------------------------------

    def _messages(self, asked: Asked, lab_id: str) -> Answered:
        sight, until = self._sight(asked, lab_id), asked.number("until")
        return mail_views.every_message(sight, asked.branch, until)

    def _message(self, asked: Asked, lab_id: str, message: str) -> Answered:
        sight, until = self._sight(asked, lab_id), asked.number("until")
        return mail_views.open_message(sight, asked.branch, message, until)

    def _signatures(self, asked: Asked, lab_id: str, message: str) -> Answered:
        sight, until = self._sight(asked, lab_id), asked.number("until")
        return mail_views.signatures(sight, asked.branch, message, until)

    def _conversations(self, asked: Asked, lab_id: str) -> Answered:
        names = [n for n in asked.query.get("messages", "").split(",") if n]
        sight = self._sight(asked, lab_id)
        return mail_views.conversations(sight, asked.branch, names)

    def _draft(self, asked: Asked, lab_id: str) -> Answered:
        act = _sent(asked.body(DRAFT_OCTETS_MAX))
        return mail_views.draft(self._sight(asked, lab_id), asked.branch, act)

    def _mystery(self, asked: Asked, lab_id: str) -> Answered:
        sight = self._sight(asked, lab_id)
        found = mystery_views.mystery_in(self._content, sight.hosted)
        return mystery_views.mystery_page(sight, asked.branch, found)

    def _line(self, asked: Asked, lab_id: str) -> Answered:
        return exam_views.exam_line(self._sight(asked, lab_id), asked.branch)

    def _moves(self, asked: Asked, lab_id: str) -> Answered:
        return recorded_moves(self._sight(asked, lab_id), asked.branch)

    def _octets(self, asked: Asked, lab_id: str, stream: str) -> StreamPart:
        most = self._limits.octets_max
        said = asked.number("length")
        length = most if said is None else min(said, most)
        offset, sight = asked.number("offset") or 0, self._sight(asked, lab_id)
        found = exports.stream_octets(sight, asked.branch, stream, offset, length)
        return StreamPart(*found)

    # --- files to take home -------------------------------------------------------

    def _transcript(self, asked: Asked, lab_id: str) -> Answered:
        words = self._content.texts[asked.lang]
        return exports.transcript_file(self._sight(asked, lab_id), asked.branch, words)

    def _journal(self, asked: Asked, lab_id: str) -> Answered:
        return exports.journal_file(self._sight(asked, lab_id), asked.branch)

    def _drawing(self, asked: Asked, lab_id: str) -> Answered:
        sight, texts = self._sight(asked, lab_id), self._content.texts
        return exports.drawing_file(sight, asked.branch, texts, asked.lang)

    def _sheets(self, asked: Asked, lab_id: str) -> Answered:
        sight, texts = self._sight(asked, lab_id), self._content.texts
        return exports.sheets_file(sight, asked.branch, texts, asked.lang)

    def _dmarc(self, asked: Asked, lab_id: str) -> Answered:
        sight, texts = self._sight(asked, lab_id), self._content.texts
        return exports.dmarc_file(sight, asked.branch, texts, asked.lang)

    def _message_file(self, asked: Asked, lab_id: str, message: str) -> Answered:
        return exports.message_file(self._sight(asked, lab_id), asked.branch, message)

    def _session(self, asked: Asked, lab_id: str) -> Answered:
        sight, bundle = self._sight(asked, lab_id), self._built()
        if bundle is None:
            raise Refusal("error.unbuilt")
        texts, terms = self._content.texts, self._content.terms
        branch, lang = asked.branch, asked.lang
        link = self._whole_session(sight, branch)
        return exports.session_file(sight, branch, texts, lang, bundle, terms, link)

    def _whole_session(self, sight: Sight, branch: str | None) -> str:
        """The permalink of its last moment; "": there is none."""
        with sight.hosted.turn():
            last = sight.total(sight.branch(branch)) - 1
            try:
                return packed_permalink(
                    sight, branch, Shown(last, last, ""), self._content
                )
            except Refusal:
                return ""

    def _capture(self, asked: Asked, lab_id: str) -> Answered:
        at = asked.query.get("at", "")
        return exports.capture_file(self._sight(asked, lab_id), asked.branch, at)


def _sent(body: bytes) -> Send:
    """The act `send` in what was posted. Raises Refusal for anything else."""
    try:
        act = ACTS.decode(read_json(body))
    except msgspec.DecodeError as error:
        raise Refusal("error.message", reason=str(error)) from None
    if not isinstance(act, Send):
        raise Refusal("error.message", reason="not `send`")
    return act
