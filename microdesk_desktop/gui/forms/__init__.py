"""Fields, and the form that lays them out."""
