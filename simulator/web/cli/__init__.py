"""Cartero without a browser: the groups of commands that `flask` gets."""

from simulator.web.cli.commands import commands

__all__ = ["commands"]
