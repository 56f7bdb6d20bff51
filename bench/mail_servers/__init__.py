"""The servers that benches compare, each in a process of its own, and their client."""
