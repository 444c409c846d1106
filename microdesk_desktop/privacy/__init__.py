"""What the program keeps about whom: the annotations of all its data. Pure values."""
