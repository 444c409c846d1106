"""What the program keeps about whom, the annotations of all its data, and what it states about them. Pure values."""
