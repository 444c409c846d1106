"""The screens before the vault is open: welcome, unlock, recovery."""
