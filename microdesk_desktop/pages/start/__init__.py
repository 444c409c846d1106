"""Before the vault is open: welcome, unlock, recovery."""
