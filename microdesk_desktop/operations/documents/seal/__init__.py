"""What was issued stays: closings, copies, verification, export."""
