"""Tests of mail values."""
