"""The words of IMAP, read and written: tokens, sets, dates, strings (RFC 3501 §9)."""
