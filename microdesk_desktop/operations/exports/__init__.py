"""Lists written outside of the vault, where the user wants them."""
