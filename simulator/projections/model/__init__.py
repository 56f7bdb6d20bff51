"""The model: what the world looks like after an event, as one tree."""

from simulator.projections.model.model import Model

__all__ = ["Model"]
