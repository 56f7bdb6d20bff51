"""SEARCH: its keys read into a tree, and messages matched (RFC 3501 §6.4.4)."""
