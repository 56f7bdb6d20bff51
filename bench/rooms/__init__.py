"""A room full of browsers: Cartero beside bare WebSockets."""

from bench.rooms.news import results

__all__ = ["results"]
