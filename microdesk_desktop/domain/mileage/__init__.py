"""Trips made for the activity, and the vehicles that made them."""
