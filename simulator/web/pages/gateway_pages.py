"""The page «Conecta un cliente real»: ports, accounts and lines to copy.

One for the gateway's own lab, which everybody may watch, and one for every lab that was
given ports. Opening ports needs the right to act in that lab.
"""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.gateway import GATEWAY_SERVER, Gateway
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import StationLab
from simulator.web.pages.gateway_help import GatewayHelp, help_with
from simulator.web.pages.renderer import PageRenderer
from simulator.web.visitors import Visitors


def gateway_pages(
    gateway: Gateway, labs: Labs, visitors: Visitors, renderer: PageRenderer
) -> Blueprint:
    """The routes."""
    routes = Blueprint("gateway", __name__)

    def show(hosted: HostedLab | None, *, mine: bool) -> Response:
        listener = gateway.listener_of(hosted) if hosted else None
        told = GatewayHelp()
        if hosted is not None and listener is not None:
            told = help_with(listener, hosted.scenario)
        return renderer.plain(
            "gateway.html",
            on=gateway.live is not None,
            lab=hosted,
            mine=mine,
            own=hosted is not gateway.live,
            here=listener is not None,
            others=gateway.open_to_others,
            station=isinstance(hosted, StationLab),
            server=GATEWAY_SERVER,
            window=gateway.window_events,
            **told._asdict(),
        )

    @routes.get("/pasarela")
    def own_lab() -> Response:
        return show(gateway.live, mine=False)

    @routes.get("/gateway")
    def alias() -> AnyResponse:
        return redirect("/pasarela")

    @routes.get("/lab/<lab_id>/pasarela")
    def of_lab(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        mine = visitors.known() in hosted.actors
        listener = gateway.listener_of(hosted)
        if isinstance(hosted, StationLab) and not mine:
            raise Refusal("error.watch_only")
        if listener is not None and mine and request.remote_addr:
            listener.take_in(request.remote_addr)
        return show(hosted, mine=mine)

    @routes.post("/lab/<lab_id>/pasarela")
    def open_ports(lab_id: str) -> AnyResponse:
        hosted = labs.get(lab_id)
        if visitors.known() not in hosted.actors:
            raise Refusal("error.watch_only")
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise Refusal("error.watch_only")
        gateway.open_for(hosted)
        return redirect(f"/lab/{hosted.id}/pasarela", code=303)

    return routes
