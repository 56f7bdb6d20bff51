"""The static edition: Cartero as plain files, without a server."""
