"""Exports: a journal as something to keep, print or hand in. Pure folds."""

from simulator.export.eml import Letter, eml, letters
from simulator.export.jsonl import jsonl
from simulator.export.pcap import pcap
from simulator.export.replay import Bundle, SavedSession, replay
from simulator.export.svg import Page, ladder
from simulator.export.transcript import transcript

__all__ = [
    "Bundle",
    "Letter",
    "Page",
    "SavedSession",
    "eml",
    "jsonl",
    "ladder",
    "letters",
    "pcap",
    "replay",
    "transcript",
]
