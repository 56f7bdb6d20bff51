"""One real connection: a socket on one side, a host of a lab on the other.

Octets that come in are acts; octets of the lab go out at once, as far as the program
reads them. Whoever does not read is not read from either, and holds at most the
receive window of its host: a slow or silent program harms nobody else. After every few
lines, and every piece that is read, all others have their turn. The end of either side
(FIN) and a break (RST) are passed on.

It refuses to understand what it carries, except that a first line of HTTP ends it.
"""

import logging
from collections import deque
from contextlib import suppress

import msgspec
from gevent import Greenlet, Timeout, sleep, socket, spawn, spawn_later, ssl
from gevent.event import Event

from simulator.acts import Arrive, Encrypt, HangUp, Join, Leave, SendOctets, Take
from simulator.gateway.certificate import ServerTls
from simulator.gateway.config import GatewayConfig
from simulator.gateway.guests import Guest
from simulator.gateway.http_guard import HttpGuard
from simulator.gateway.lab_access import LabAccess, LabClosed
from simulator.gateway.line_batches import line_batches
from simulator.gateway.readiness import Readiness
from simulator.gateway.unavailable import farewell, not_http_line, unavailable_line
from simulator.lab import LabError

log = logging.getLogger(__name__)

TAKE_OCTETS = 262_144
"""The lab is told what a program has read in pieces of this size: a quarter of the
window, so a program that reads never waits."""

WANTS = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
RESET_AT_ONCE = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""`struct linger` with l_onoff 1 and l_linger 0: closing sends RST."""


class Destination(msgspec.Struct, frozen=True):
    """Where a real program goes on inside the lab: `port` of `host`, `tls` from the
    first octet on or not; `protocol`: what it speaks."""

    host: str
    port: int
    tls: bool
    protocol: str


class RealConnection:
    """The socket of a real program, which goes on to `destination` in the lab, where
    its machine is `guest`.

    `run` lives as long as the connection. The rest is what the lab tells it.
    """

    def __init__(
        self,
        lab: LabAccess,
        guest: Guest,
        destination: Destination,
        sock: socket.socket,
        tls: ServerTls,
        config: GatewayConfig,
    ) -> None:
        self.host = guest.host
        self._guest = guest
        self._lab = lab
        self._config = config
        self._destination = destination
        self._sock = sock
        self._readiness = Readiness(sock)
        self._tls = tls
        self._out: deque[bytes] = deque()
        self._drained = Event()
        self._drained.set()
        self._flushing = False
        self._untaken = 0
        self._securing = False
        self._ended = False
        self._broken = False
        self._lingering: Greenlet | None = None

    def run(self) -> None:
        """Carry octets until both sides are done."""
        try:
            self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._enter()
            self._carry()
        except OSError:
            self._broken = True
        except (LabError, LabClosed):
            self._say_goodbye(unavailable_line(self._destination.protocol))
        except Exception:
            log.exception("a lab failed under %s", self.host)
            self._say_goodbye(unavailable_line(self._destination.protocol))
        finally:
            self._leave()
            if self._lingering is not None:
                self._lingering.kill()
            self._close()

    def _enter(self) -> None:
        there = self._destination
        self._lab.act(
            Join(*self._guest),
            Arrive(self.host, there.host, there.port, there.tls),
            outlet=self,
        )

    def _carry(self) -> None:
        """From the program to the lab, until it sends no more."""
        guard = HttpGuard()
        while True:
            data = self._read()
            if not data:
                break
            if self._ended:
                continue
            if guard.is_http(data):
                self._say_goodbye(not_http_line(self._destination.protocol))
                return
            self._pass_on(data)
            if self._securing:
                self._secure()
        if not (self._ended or self._broken):
            self._lab.act(HangUp(self.host))
        self._drained.wait()

    def _pass_on(self, data: bytes) -> None:
        """Into the lab, a few lines at a time, with a turn of all the others between:
        before the first they had theirs when it was read. Nothing said in the clear is
        left when TLS begins (RFC 3207 §4.2)."""
        for number, lines in enumerate(line_batches(data)):
            if number:
                sleep(0)
                if self._securing or self._ended or self._broken:
                    return
            self._lab.act(SendOctets(self.host, lines.decode("latin-1")))
            if self._flushing:
                self._drained.wait()

    def _secure(self) -> None:
        """STARTTLS or STLS was agreed: TLS with the program, then inside the lab."""
        secured = self._tls.handshake(self._sock)
        self._securing = False
        if secured is None:
            self._reset()
            return
        self._sock = secured
        if not self._ended:
            self._lab.act(Encrypt(self.host))

    def _read(self) -> bytes:
        """What the program sent next, after a turn of all the others; b"" after its
        end, and when all is over."""
        if isinstance(self._sock, ssl.SSLSocket):
            sleep(0)
        else:
            self._readiness.wait()
        if self._broken:
            return b""
        try:
            return bytes(self._sock.recv(self._config.read_octets_max))
        except ssl.SSLEOFError:
            return b""

    def _close(self) -> None:
        self._readiness.close()
        self._sock.close()

    def _leave(self) -> None:
        if self._broken:
            self._reset()
        try:
            self._lab.act(Leave(self.host))
        except (LabError, LabClosed):
            self._broken = True
        except Exception:
            log.exception("a lab failed when %s left", self.host)

    # --- what the lab tells it (`Outlet`): in the middle of a turn, nothing waits ---

    def received(self, data: bytes) -> None:
        """Octets for the program."""
        if self._broken:
            self._untaken += len(data)
            return
        if not self._flushing:
            sent = self._send(data)
            self._taken(sent)
            if sent == len(data):
                return
            data = data[sent:]
        self._out.append(data)
        self._flush_soon()

    def secures(self) -> None:
        """After what it was told so far the program begins TLS."""
        self._securing = True

    def ended(self) -> None:
        """The server has said everything: the program reads the rest, then our end."""
        self._ended = True
        if not self._flushing:
            self._shut()

    def lost(self, reason: str) -> None:
        """Refused, reset or timed out inside: the same outside."""
        self._ended = True
        if reason == "refused":
            self._shut()
        else:
            self._reset()

    def sent_away(self) -> None:
        """The protocol's last line, and our end; in the middle of a handshake nothing
        can be said."""
        if self._ended:
            return
        self._ended = True
        if self._securing:
            self._reset()
            return
        self.received(farewell(self._destination.protocol))
        if not self._flushing:
            self._shut()

    # --- towards the program ---

    def _send(self, data: bytes) -> int:
        """As much of `data` as the system takes at once."""
        sock = self._sock
        sock.timeout = 0.0
        try:
            return int(sock.send(data))
        except WANTS:
            return 0
        except OSError:
            self._give_up()
            return len(data)
        finally:
            sock.timeout = None

    def _taken(self, octets: int) -> None:
        self._untaken += octets
        if self._untaken >= TAKE_OCTETS:
            self._flush_soon()

    def _flush_soon(self) -> None:
        if not self._flushing:
            self._flushing = True
            self._drained.clear()
            spawn(self._flush)

    def _flush(self) -> None:
        """Send what waits, as fast as the program reads; tell the lab what it read."""
        try:
            while self._out and not self._broken:
                self._flush_some()
                self._tell_taken(TAKE_OCTETS)
                sleep(0)
            self._tell_taken(TAKE_OCTETS)
        except (LabError, LabClosed):
            self._give_up()
        finally:
            self._flushing = False
            if self._out and not self._broken:
                self._flush_soon()
            else:
                self._out.clear()
                self._drained.set()
                if self._ended:
                    self._shut()

    def _flush_some(self) -> None:
        data = self._out.popleft()
        try:
            with Timeout(self._config.stall_s):
                sent = int(self._sock.send(data))
        except (OSError, Timeout):
            self._reset()
            return
        self._untaken += sent
        if sent < len(data):
            self._out.appendleft(data[sent:])

    def _tell_taken(self, least: int) -> None:
        if self._untaken >= least:
            octets, self._untaken = self._untaken, 0
            self._lab.act(Take(self.host, octets))

    def _shut(self) -> None:
        """Our FIN; if the program does not answer it soon, the connection is cut."""
        if self._lingering is not None:
            return
        self._notify_close()
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._give_up()
        else:
            self._lingering = spawn_later(self._config.linger_s, self._give_up)

    def _notify_close(self) -> None:
        """Inside TLS a side says that it sends no more (RFC 8446 §6.1: close_notify
        before the FIN, or the program must take the end for an attack). The program's
        own is not waited for."""
        sock = self._sock
        if not isinstance(sock, ssl.SSLSocket):
            return
        sock.timeout = 0.0
        try:
            sock.unwrap()
        except (OSError, ValueError):
            return
        finally:
            sock.timeout = None

    def _give_up(self) -> None:
        """Nothing more comes or goes: whoever reads meets the end."""
        self._broken = True
        self._out.clear()
        self._drained.set()
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _reset(self) -> None:
        """RST instead of FIN; whoever waits for octets meets the end."""
        self._broken = True
        self._out.clear()
        self._drained.set()
        with suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        self._close()

    def _say_goodbye(self, line: bytes) -> None:
        """The protocol's last line, straight to the program: the lab cannot go on, or
        should not."""
        with Timeout(self._config.linger_s, False):
            self._drained.wait()
            self._send(line)
            self._shut()
            while self._read():
                continue
