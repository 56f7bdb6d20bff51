"""DNS: the resolver of a host, the name server of a host, and who edits its zones."""

from simulator.agents.dns.nameserver import NameServerAgent
from simulator.agents.dns.resolver import Resolver
from simulator.agents.dns.zone_editor import ZoneEditor

__all__ = ["NameServerAgent", "Resolver", "ZoneEditor"]
