"""Cartero's simulated world: engines, network, journal, lessons. Map: README.md."""
