"""The narrator: which events are steps, and the sentence that tells each."""

from simulator.projections.narration.narrator import Narration, Narrator

__all__ = ["Narration", "Narrator"]
