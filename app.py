"""Cartero's only composition root: reads the environment, puts the parts together.

    python app.py            serves http://127.0.0.1:5000 (CARTERO_HOST, CARTERO_PORT)
    python app.py --class    serves on the local network, with address and QR code
    flask lab run ...        without a browser
    flask lessons check ...
    flask grades check ...

It refuses to start with a scenario, lesson or text that is wrong.
"""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()


import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec
from flask import Flask
from flask_socketio import SocketIO

from simulator.classroom import ClassLimits, Classrooms, Office, answers_of
from simulator.gateway import (
    GATEWAY_SCENARIO,
    Gateway,
    GatewayConfig,
    collect_garbage_rarely,
    gateway_from,
    number_from,
)
from simulator.hosting import (
    AwakeClock,
    Content,
    Dispatcher,
    Labs,
    Tokens,
    Watchers,
    load_content,
)
from simulator.hosting.addresses import Hosting
from simulator.languages import Texts
from simulator.projections.catalogue import TextError
from simulator.scenario import ScenarioError
from simulator.teaching import LessonError
from simulator.web import (
    EVERYWHERE,
    LOOPBACK,
    Assets,
    Channel,
    ClassPages,
    Config,
    ErrorStream,
    GeventScheduler,
    NoLightEdition,
    OwnHosts,
    PageRenderer,
    Pages,
    PermalinkPages,
    PlainAssets,
    SocketRooms,
    TeacherPages,
    Visitors,
    announce,
    announce_gateway,
    authority,
    class_record_pages,
    commands,
    compress,
    connections_max,
    data_blueprint,
    gateway_pages,
    giving_back,
    handle_errors,
    keep_log,
    kept_secret,
    lan_address,
    led_by,
    own_names,
    register_types,
    secure,
    serve_light,
    socket_server,
    sweeping,
)

if TYPE_CHECKING:
    from simulator.archive import Archive

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "build" / "static"
SECRET_OCTETS, WORKER_OCTETS = 32, 18
ARCHIVE_FILE, NO_ARCHIVE = "archivo.sqlite", "no"
CONTENT_ERRORS = (ScenarioError, LessonError, TextError)


class StartRefused(click.ClickException):
    """Something only a person can put right; the message says what."""

    exit_code = 2


class Wiring(NamedTuple):
    """The parts of a running server, for whoever serves or tests it:
    `app.extensions["cartero"]`."""

    config: Config
    content: Content
    labs: Labs
    watchers: Watchers
    classrooms: Classrooms
    scheduler: GeventScheduler
    socketio: SocketIO
    gateway: Gateway
    archive: "Archive | None"


def config_from(environ: Mapping[str, str], arguments: list[str]) -> Config:
    """The environment and the command line as values. Raises StartRefused."""
    unknown = [word for word in arguments if word != "--class"]
    if unknown:
        raise StartRefused(f"{unknown[0]}: the only option is --class")
    for_class = "--class" in arguments or environ.get("CARTERO_CLASS", "") == "1"
    default = "0.0.0.0" if for_class else "127.0.0.1"
    host = environ.get("CARTERO_HOST", default)
    port = environ.get("CARTERO_PORT", "5000")
    if not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise StartRefused(f"CARTERO_PORT: {port!r} is no port")
    reachable = lan_address() if host in EVERYWHERE else host
    data = Path(environ.get("CARTERO_DATA") or ROOT / "data")
    return Config(
        lessons=ROOT / "lessons",
        own_lessons=_own_lessons(environ.get("CARTERO_LESSONS", "")),
        scenarios=ROOT / "lessons" / "scenarios",
        templates=ROOT / "templates",
        dist=ROOT / "static" / "dist",
        secret=environ.get("CARTERO_SECRET", ""),
        host=host,
        port=int(port),
        names=_names_from(environ, host),
        lan_address="" if host in LOOPBACK else reachable,
        gateway=_gateway_from(environ, data),
        data=data,
        archive=_archive_url(environ.get("CARTERO_ARCHIVE", ""), data),
        keep_days=_number(environ, "CARTERO_KEEP_DAYS", 90),
        proxy=environ.get("CARTERO_PROXY", "0") == "1",
        light=STATIC if environ.get("CARTERO_LIGHT", "0") == "1" else None,
    )


def _archive_url(said: str, data: Path) -> str:
    """Of a file, or as it was said."""
    if said == NO_ARCHIVE or "://" in said:
        return said.removeprefix(NO_ARCHIVE)
    return f"sqlite:///{said or data / ARCHIVE_FILE}"


def _own_lessons(folder: str) -> Path | None:
    if folder and not Path(folder).is_dir():
        raise StartRefused(f"CARTERO_LESSONS: {folder!r} is not a folder")
    return Path(folder) if folder else None


def _names_from(environ: Mapping[str, str], host: str) -> frozenset[str]:
    said = environ.get("CARTERO_NAMES", "").replace(",", " ").split()
    return own_names() | {host, *said}


def _gateway_from(environ: Mapping[str, str], data: Path) -> GatewayConfig:
    try:
        return gateway_from(environ, data, lan_address)
    except ValueError as error:
        raise StartRefused(str(error)) from None


def _number(environ: Mapping[str, str], variable: str, default: int) -> int:
    try:
        return number_from(environ, variable, default)
    except ValueError as error:
        raise StartRefused(str(error)) from None


def create_app(
    config: Config | None = None,
    *,
    tokens: Tokens = secrets.token_urlsafe,
    monotonic: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
    load: Callable[..., Content] = load_content,
) -> Flask:
    """Put everything together; without `config` it comes from the environment.

    Raises StartRefused for content that is wrong. Only the `flask` command, which has
    to be able to check such content, then gets an application without pages; it leaves
    the archive alone.
    """
    if config is None:
        config = msgspec.structs.replace(config_from(os.environ, []), archive="")
    app = Flask("cartero", static_folder=None, template_folder=str(config.templates))
    folders = (config.scenarios, config.lessons, config.dist, config.texts)
    for group in commands(*folders, config.own_lessons):
        app.cli.add_command(group)
    try:
        content = load(
            config.scenarios, config.lessons, config.texts, config.own_lessons
        )
    except CONTENT_ERRORS as error:
        if click.get_current_context(silent=True) is None:
            raise StartRefused(str(error)) from None
        return app
    wiring = _wire(app, config, content, tokens, AwakeClock(monotonic), wall)
    app.extensions["cartero"] = wiring
    return app


def _wire(
    app: Flask,
    config: Config,
    content: Content,
    tokens: Tokens,
    clock: AwakeClock,
    wall: Callable[[], float],
) -> Wiring:
    register_types()
    app.config["MAX_CONTENT_LENGTH"] = config.limits.message_octets_max
    app.config["LANGUAGES"] = tuple(content.texts)
    socketio = socket_server(app, config.limits.message_octets_max)
    scheduler, rooms = GeventScheduler(clock), SocketRooms(socketio)
    watchers = Watchers(rooms, scheduler, config.limits)
    archive = _archive(config, scheduler, wall, tokens(WORKER_OCTETS))
    labs = Labs(
        limits=config.limits,
        publisher=watchers,
        tokens=tokens,
        scheduler=scheduler,
        archive=archive and archive.labs,
        texts=content.texts,
    )
    visitors = Visitors(config.secret or tokens(SECRET_OCTETS), tokens)
    classrooms = Classrooms(ClassLimits(), tokens, clock, archive and archive.classes)
    office = Office(classrooms, content, labs, watchers, rooms)
    dispatcher = Dispatcher(labs, watchers, content)
    Channel(dispatcher, answers_of(office), visitors).listen(socketio)
    gateway = Gateway(labs, content.scenarios.get(GATEWAY_SCENARIO), config.gateway)
    parts = (config, content, labs, watchers, classrooms, scheduler, socketio, gateway)
    wiring = Wiring(*parts, archive)
    _add_pages(app, wiring, office, visitors)
    return wiring


def _add_pages(app: Flask, wiring: Wiring, office: Office, visitors: Visitors) -> None:
    config, content, labs, _, classrooms, scheduler, _, gateway, _ = wiring
    assets, plain_assets = Assets(config.dist), PlainAssets(config.templates)
    seats = partial(classrooms.seat_of, visitors.known)
    hosting = Hosting(content, labs, scheduler, config.limits, assets.bundle)
    try:
        light = serve_light(app, config.light, ROOT)
    except NoLightEdition as error:
        raise StartRefused(f"CARTERO_LIGHT: {error}") from None
    renderer = PageRenderer(content, assets, plain_assets, seats, light)
    for routes in (
        Pages(config, content, labs, visitors, renderer).blueprint(),
        PermalinkPages(config, content, labs, visitors, renderer).blueprint(),
        ClassPages(config, office, visitors, renderer).blueprint(),
        class_record_pages(office, visitors, renderer),
        TeacherPages(content, renderer, scheduler).blueprint(),
        gateway_pages(gateway, labs, visitors, renderer),
        data_blueprint(hosting, visitors),
    ):
        app.register_blueprint(routes)
    app.add_url_rule("/static/dist/<name>", "dist", assets.serve)
    app.add_url_rule("/parts/<tag>/<name>", "parts", plain_assets.serve)
    app.after_request(secure)
    app.after_request(compress)
    OwnHosts(config.names, config.proxy).guard(app)
    handle_errors(app, content, renderer, visitors)


def _archive(
    config: Config,
    scheduler: GeventScheduler,
    now_s: Callable[[], float],
    worker: str,
) -> "Archive | None":
    """Where labs outlive the process. Raises StartRefused."""
    if not config.archive:
        return None
    from simulator.archive import Unusable, open_archive

    try:
        limits, route = config.limits, led_by if config.proxy else str
        return open_archive(
            config.archive, scheduler, limits, now_s, worker=worker, route=route
        )
    except Unusable as error:
        raise StartRefused(f"CARTERO_ARCHIVE: {error}") from None


def _listening(app: Flask, config: Config, texts: Texts) -> Any:
    """A server for `app` that listens. Raises StartRefused."""
    from simulator.web.serving.web_server import WebServer

    full = texts.words("error.too_many_connections").values()
    server = WebServer(
        (config.host, config.port),
        app,
        connections_max(),
        "\n".join(full),
        log=None,
        error_log=ErrorStream(logging.WARNING),
    )
    try:
        server.start()
        # An act is answered by two small writes, events and acknowledgement. Nagle's
        # algorithm would hold the second for 40 ms; accepted sockets inherit this.
        server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        raise StartRefused(
            f"cannot listen on {authority(config.host, config.port)} "
            f"({error.strerror}). "
            f"Another port: CARTERO_PORT={config.port + 1}"
        ) from None
    return server


def serve(app: Flask) -> None:
    """Serve until interrupted. Raises StartRefused when that cannot be."""
    from gevent import get_hub, signal_handler, sleep, spawn
    from gevent.event import Event

    wiring: Wiring = app.extensions["cartero"]
    config, classes, labs = wiring.config, wiring.classrooms, wiring.labs
    keep_log(config.data or ROOT / "data")
    for left_out in classes.left_out:
        logging.error("a class was not brought back: %s", left_out)
    get_hub().exception_stream = ErrorStream()
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal_handler(number, ended.set)
    server = _listening(app, config, wiring.content.texts)

    transcribe = partial(labs.keeping.transcribe, labs)
    steps = [transcribe, labs.sweep, classes.sweep, giving_back(labs)]
    if wiring.archive:
        steps.append(partial(wiring.archive.sweep, config.keep_days, labs, classes))
    spawn(sweeping, sleep, steps)
    collect_garbage_rarely()
    announce(config, wiring.content.texts, classes, server.server_port)
    for problem in wiring.content.wrong:
        print(f"CARTERO_LESSONS: {problem}", file=sys.stderr, flush=True)
    try:
        announce_gateway(wiring.gateway.start())
        ended.wait()
    finally:
        server.stop()
        wiring.gateway.stop()
        if wiring.archive:
            labs.keeping.transcribe_all(labs)
            wiring.archive.close()


def with_secret(config: Config) -> Config:
    """Cookies stay good after a restart: the secret is that of the data folder."""
    if config.secret or config.data is None:
        return config
    made = secrets.token_urlsafe(SECRET_OCTETS)
    return msgspec.structs.replace(config, secret=kept_secret(config.data, made))


def main() -> int:
    """`python app.py`."""
    try:
        serve(create_app(with_secret(config_from(os.environ, sys.argv[1:]))))
    except StartRefused as refused:
        print(f"Cartero: {refused.format_message()}", file=sys.stderr)
        return refused.exit_code
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
