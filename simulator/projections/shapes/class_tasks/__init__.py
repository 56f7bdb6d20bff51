"""What a whole class does: the tree of what it typed, and one fault for everybody."""
