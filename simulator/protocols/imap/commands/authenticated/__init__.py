"""Commands of a known user: mailboxes (RFC 3501 §6.3), and extensions to them."""
