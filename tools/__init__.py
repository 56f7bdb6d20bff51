"""Tools of the workshop: set-up, bundle, screenshot. Cartero imports none of them."""
