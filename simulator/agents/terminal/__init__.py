"""What a person types at a machine: `telnet` lines, and the prompt with dig."""

from simulator.agents.terminal.prompt import CommandPrompt
from simulator.agents.terminal.terminal import Terminal

__all__ = ["CommandPrompt", "Terminal"]
