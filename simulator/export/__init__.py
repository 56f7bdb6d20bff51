"""Exports: a journal as something to keep, print or hand in. Pure folds."""

from simulator.export.jsonl import jsonl
from simulator.export.pcap import pcap
from simulator.export.transcript import LANGUAGES, transcript

__all__ = ["LANGUAGES", "jsonl", "pcap", "transcript"]
