"""What is declared, by which day, and every figure of it with what it is made of."""
