"""The fold that keeps the model: what the world looks like after each event."""

from simulator.projections.model.fold import ModelFold

__all__ = ["ModelFold"]
