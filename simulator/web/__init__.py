"""The web: labs of many visitors, pages, data and the live channel.

The outermost layer: Flask is known only here and in `app.py`. It simulates nothing and
narrates nothing; it keeps labs, lets people act in them and shows what happened.

Reading order: `hosted.py` (one lab), `labs.py` (all of them), `acting.py` (what may be
done), `audience.py` and `channel.py` (who sees it), then `pages.py`, `data.py`
and `exports.py`.
"""

from simulator.web import wire
from simulator.web.assets import Assets, register_types
from simulator.web.audience import Audience
from simulator.web.channel import Channel
from simulator.web.cli import commands
from simulator.web.config import Config, Limits
from simulator.web.data import data
from simulator.web.errors import handle_errors
from simulator.web.exports import exports
from simulator.web.gateway import SCENARIO as GATEWAY_SCENARIO
from simulator.web.gateway import Gateway
from simulator.web.gateway_pages import gateway_pages
from simulator.web.headers import secure
from simulator.web.labs import AwakeClock, Labs
from simulator.web.lan import lan_address, qr_terminal, url
from simulator.web.letters import letters
from simulator.web.pages import pages
from simulator.web.parts import Parts
from simulator.web.shell import Shell
from simulator.web.visitors import Tokens, Visitors
from simulator.web.world import World, load_world

__all__ = [
    "GATEWAY_SCENARIO",
    "Assets",
    "Audience",
    "AwakeClock",
    "Channel",
    "Config",
    "Gateway",
    "Labs",
    "Limits",
    "Parts",
    "Shell",
    "Tokens",
    "Visitors",
    "World",
    "commands",
    "data",
    "exports",
    "gateway_pages",
    "handle_errors",
    "lan_address",
    "letters",
    "load_world",
    "pages",
    "qr_terminal",
    "register_types",
    "secure",
    "url",
    "wire",
]
