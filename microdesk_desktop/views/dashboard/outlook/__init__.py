"""What is to come in and to be paid, what is owed to the state, and what is left."""
