"""Trips, and what the yearly scale gives for them, as lists, pages and commands show them."""
