"""DNS: the resolver of a host and the name server of a host."""

from simulator.agents.dns.nameserver import NameServerAgent
from simulator.agents.dns.resolver import Resolver

__all__ = ["NameServerAgent", "Resolver"]
