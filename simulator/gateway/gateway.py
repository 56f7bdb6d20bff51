"""The gateway of this server: its own live lab, and listeners for the labs of visitors.

The live lab (scenario `pasarela`) belongs to nobody: everybody may watch it. A visitor
may also give ports to a lab of their own, or to their computer in the network of a
class; they close when the lab ends.

It refuses to start by itself: whoever serves calls `start`, so that tests and the
command line open no port.
"""

from collections.abc import Callable

from simulator.gateway.admission import Admission
from simulator.gateway.certificate import has_certificate
from simulator.gateway.config import GatewayConfig
from simulator.gateway.guest_access import GuestAccess
from simulator.gateway.guests import Naming, own_programs
from simulator.gateway.listener import Listener, PortStatus
from simulator.gateway.live_lab import LiveLab
from simulator.gateway.live_lab_starts import next_start
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import StationLab
from simulator.scenario import Scenario

GATEWAY_SCENARIO, GATEWAY_SERVER = "pasarela", "norte"
"""The live lab's scenario, and the host behind its ports."""
OWNER = "gateway"
"""No visitor is called that: theirs are long tokens."""


class Gateway:
    """`config` None: this server has no gateway. `live`: its own lab, once started."""

    def __init__(
        self,
        labs: Labs,
        scenario: Scenario | None,
        config: GatewayConfig | None,
    ) -> None:
        self._labs = labs
        if scenario is not None and config is not None and not config.plaintext_login:
            scenario = scenario.without_plaintext_login(GATEWAY_SERVER)
        self._scenario = scenario
        self._config = config
        self._listeners: dict[str, Listener] = {}
        self._admission = Admission(config) if config else None
        self.live: LiveLab | None = None

    def start(self) -> tuple[PortStatus, ...]:
        """Open the live lab and its ports; how each service stands."""
        scenario, admission = self._scenario, self._admission
        if self._config is None or scenario is None or admission is None:
            return ()
        if not has_certificate(self._config.data):
            scenario = scenario.without_starttls(GATEWAY_SERVER)
        seed = next_start(self._config.data)
        hosted = self._labs.own(OWNER, scenario, seed, kind=LiveLab)
        assert isinstance(hosted, LiveLab)
        runner = hosted.go_live(self._config)
        runner.start()
        self.live = hosted
        listener = Listener(runner, scenario, GATEWAY_SERVER, self._config, admission)
        self._listeners[hosted.id] = listener
        return listener.open()

    def stop(self) -> None:
        """Close every port."""
        for listener in self._listeners.values():
            listener.close()
        self._listeners.clear()
        if self.live is not None:
            self.live.runner.stop()

    @property
    def window_events(self) -> int:
        """How much of its past the live lab keeps, about."""
        return self._config.window_events if self._config else 0

    @property
    def open_to_others(self) -> bool:
        """Programs of other machines of the local network may connect."""
        return self._config is not None and self._config.open_to_others

    def listener_of(self, hosted: HostedLab) -> Listener | None:
        """The ports of a lab, if it has any."""
        return self._listeners.get(hosted.id)

    def open_for(self, hosted: HostedLab) -> Listener:
        """Give a visitor's lab ports of its own, any that are free. Raises Refusal."""
        known = self._listeners.get(hosted.id)
        if known is not None:
            return known
        config, admission = self._config, self._admission
        if self.live is None or config is None or admission is None:
            raise Refusal("error.gateway_off")
        named, group, config = self._for(hosted, config)
        groups = [each.group for each in self._listeners.values()]
        personal = len(groups) - groups.count("")
        full = groups.count(group) >= config.listeners_max
        if full or (group and personal >= config.personal_listeners_max):
            raise Refusal("error.too_many_doors", limit=config.listeners_max)
        target = next((h.id for h in hosted.scenario.hosts if h.server), None)
        if target is None:
            raise Refusal("error.no_server")
        if not has_certificate(config.data):
            raise Refusal("error.no_certificate")
        access = GuestAccess(hosted)
        what = (access, hosted.scenario, target, config, admission, named, group)
        listener = Listener(*what)
        listener.open()
        self._listeners[hosted.id] = listener
        # Everybody sees a live lab, and nobody another's computer.
        hosted.live = not named
        hosted.closing.append(self._closer(hosted.id))
        return listener

    def _for(
        self, hosted: HostedLab, config: GatewayConfig
    ) -> tuple[Naming | None, str, GatewayConfig]:
        """What its programs are called, with whose ports its own count, and which they
        are. Raises Refusal."""
        if not isinstance(hosted, StationLab):
            return None, "", config.for_lab()
        if hosted.station is None or not hosted.station.programs:
            raise Refusal("error.no_server")
        programs = own_programs(hosted.scenario, hosted.station)
        config = config.for_station(len(hosted.station.programs))
        return programs, hosted.shared.id, config

    def _closer(self, lab_id: str) -> Callable[[], None]:
        def close() -> None:
            listener = self._listeners.pop(lab_id, None)
            if listener is not None:
                listener.close()

        return close
