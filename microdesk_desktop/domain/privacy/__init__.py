"""What people agreed to, and what they want to receive."""
