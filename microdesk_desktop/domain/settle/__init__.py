"""What money settles: targets, attributions, rules and reasons."""
