"""Commands before a user is known (RFC 3501 §6.2)."""
