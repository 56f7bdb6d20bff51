"""The narrator: which events are steps, and the sentence that tells each."""

from simulator.projections.narration.narrator import Narration, Narrator, narrated

__all__ = ["Narration", "Narrator", "narrated"]
