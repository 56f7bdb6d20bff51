"""Commands of every state (RFC 3501 §6.1), and ID (RFC 2971)."""
