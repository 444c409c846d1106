"""Documents that suppliers sent become expenses."""
