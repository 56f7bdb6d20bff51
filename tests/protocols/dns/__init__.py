"""DNS, tested without a network."""
