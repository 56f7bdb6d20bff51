"""Transcripts of sessions, and the runner that plays them."""
