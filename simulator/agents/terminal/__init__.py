"""What a person types at a machine: `telnet` lines, and the prompt with dig."""

from simulator.agents.terminal.prompt import Prompt
from simulator.agents.terminal.terminal import Terminal

__all__ = ["Prompt", "Terminal"]
