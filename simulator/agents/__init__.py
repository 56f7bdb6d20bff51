"""Agents: the policy of each role of RFC 5598, over engines and network."""

from simulator.agents.visitor import Outlet
from simulator.agents.world import World

__all__ = ["Outlet", "World"]
