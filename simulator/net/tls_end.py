"""An end inside the modelled TLS: plain octets on this side, records on the wire.

The plain octets of each side are kept in a stream of their own, `tc` and `ts`.
"""

from simulator.net.pipe import End
from simulator.net.tls import Decrypted, Tunnel


class TlsEnd:
    """TLS over `end`, which begins now: a client says hello. `tunnel`: its state."""

    def __init__(self, end: End) -> None:
        self._end = end
        self.tunnel: Tunnel = end.conn.tunnel(end.key)
        self._unsent: list[bytes] = []
        hello = self.tunnel.start()
        if hello:
            end.send(hello)

    @property
    def shaking_hands(self) -> bool:
        """The handshake is not done."""
        return not self.tunnel.done

    def send(self, *chunks: bytes) -> None:
        """Seal and send; what is said during the handshake waits for its end."""
        if self.shaking_hands:
            self._unsent += chunks
            return
        plain = self._end.conn.stream(f"t{self._end.key}")
        for chunk in chunks:
            plain.append(chunk)
        self._end.send(*map(self.tunnel.seal, chunks))

    def receive(self, data: bytes) -> Decrypted:
        """What the peer said inside; the handshake is answered. Raises TlsError."""
        decrypted = self.tunnel.receive(data)
        if self._end.closing:
            return decrypted
        if decrypted.reply:
            self._end.send(decrypted.reply)
        if decrypted.completed:
            unsent, self._unsent = self._unsent, []
            for chunk in unsent:
                self.send(chunk)
        return decrypted
