"""What a mailing list does with a message besides sending it on."""

from simulator.agents.mta.lists.list_copy import ListCopy, list_copy

__all__ = ["ListCopy", "list_copy"]
