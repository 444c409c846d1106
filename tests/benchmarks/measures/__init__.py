"""How a figure is measured, and the floors that it is compared with."""
