"""Exports: a journal as something to keep, print or hand in. Pure folds."""

from simulator.export.csv_table import BOM, csv_table
from simulator.export.eml import MessageFile, eml, message_files
from simulator.export.jsonl import jsonl
from simulator.export.pcap import pcap
from simulator.export.replay import Bundle, SavedSession, TermLists, replay
from simulator.export.svg import Page, ladder, ladder_sheets, ladder_strip
from simulator.export.transcript import transcript, transcripts

__all__ = [
    "BOM",
    "Bundle",
    "MessageFile",
    "Page",
    "SavedSession",
    "TermLists",
    "csv_table",
    "eml",
    "jsonl",
    "ladder",
    "ladder_sheets",
    "ladder_strip",
    "message_files",
    "pcap",
    "replay",
    "transcript",
    "transcripts",
]
