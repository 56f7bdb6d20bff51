"""Families of RFCs: documents that replaced one another, from the first on.

Why it exists: to draw how the standards of mail came down to today's. What each was
replaced and updated by stands in the index.
"""

FAMILIES: dict[str, tuple[int, ...]] = {
    "smtp": (821,),
    "message": (822,),
    "pop3": (918, 1081, 1734),
    "imap": (1064, 1730),
}
"""The documents a family begins with: they replaced nobody."""
