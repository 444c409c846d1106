"""Mail accounts in the vault: addresses and settings only."""
