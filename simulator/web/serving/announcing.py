"""What a server that begins says in the terminal: where to go, and who may teach."""

import sys

from simulator.classroom import Classrooms
from simulator.gateway import PortStatus
from simulator.languages import Texts
from simulator.web.config import Config
from simulator.web.lan import EVERYWHERE, LOOPBACK, qr_terminal, url
from simulator.web.pages.class_pages import teacher_path


def announce(config: Config, texts: Texts, classrooms: Classrooms, port: int) -> None:
    """Where to go; on a network a class is opened: its QR code, its teacher's link."""
    local = config.host if config.host not in EVERYWHERE else "127.0.0.1"
    print(f"Cartero: {url(local, port)}", flush=True)
    if config.host in LOOPBACK:
        return
    if not config.lan_address:
        said = " / ".join(texts.words("page.class.no_network_found").values())
        print(f"Cartero: {said}", flush=True)
        return
    address = url(config.lan_address, port)
    classroom = classrooms.open()
    join = f"{address}clase/{classroom.code}"
    teacher = " / ".join(texts.words("page.class.teacher_link").values())
    teach = f"  {teacher}: {address}{teacher_path(classroom)}\n"
    print(f"\n{_shown(qr_terminal(join))}\n  {join}\n\n{teach}", flush=True)


def announce_gateway(opened: tuple[PortStatus, ...]) -> None:
    """Where real mail programs may connect, and which ports could not be had."""
    ports = [f"{one.service.name} {one.port}" for one in opened if not one.reason]
    if ports:
        print(f"Cartero: 127.0.0.1: {', '.join(ports)}", flush=True)
    for one in opened:
        if one.reason in ("taken", "certificate"):
            said = f"Cartero: no {one.service.name}: port {one.port}: {one.detail}"
            print(f"{said} ({one.service.variable})", file=sys.stderr, flush=True)


def _shown(drawing: str) -> str:
    """The drawing, or "" on a terminal that has no such characters (old Windows)."""
    try:
        drawing.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return drawing
