"""Changes of trips, vehicles and templates."""
