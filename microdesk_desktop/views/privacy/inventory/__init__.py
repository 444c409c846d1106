"""All that the program keeps, in words, and the register of processing activities."""
