"""Tests mirror `simulator/`; what several share is imported as `tests.…`."""
