"""Backups: made, aligned with the vault's keys, examined, erased and restored."""
