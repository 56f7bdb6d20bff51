"""Tests that drive the real page in Chromium against the real server."""
