"""Benchmarks: ratios and targets, never part of the tests (machines differ)."""
