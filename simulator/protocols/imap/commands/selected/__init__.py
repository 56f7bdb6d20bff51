"""Commands inside an open mailbox (RFC 3501 §6.4), and extensions to them."""
