"""What FETCH makes from a message: items, sections, structure, envelope (§6.4.5)."""
