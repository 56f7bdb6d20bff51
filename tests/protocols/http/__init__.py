"""Tests of the POP3 engines."""
