"""`mileage …` on the command line."""
