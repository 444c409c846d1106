"""What left this computer, who received it, and what may leave."""
