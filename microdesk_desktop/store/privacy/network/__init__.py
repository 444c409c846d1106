"""The journal of the network: its lines, its totals by day, and the switches."""
