"""What the yearly scale gives for the kilometres of a vehicle."""
