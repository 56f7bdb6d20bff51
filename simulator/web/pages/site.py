"""Where others find this server."""

from flask import request

from simulator.web.config import Config
from simulator.web.lan import url


def site(config: Config) -> str:
    """By the network, else as this visitor does."""
    if not config.lan_address:
        return request.host_url
    port = config.port or int(request.environ["SERVER_PORT"])
    return url(config.lan_address, port)
