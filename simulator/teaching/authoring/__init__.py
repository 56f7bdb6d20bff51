"""Making lessons: the skeleton of one, and the files of one."""

from simulator.teaching.authoring.skeleton import begin_lesson

__all__ = ["begin_lesson"]
