"""Files from suppliers: received, then checked one by one beside what they state."""
