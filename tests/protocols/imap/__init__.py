"""Tests of the IMAP engines, over a store small enough to be seen at a glance."""
