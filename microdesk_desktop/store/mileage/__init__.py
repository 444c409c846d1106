"""Trips, vehicles and templates in the vault."""
