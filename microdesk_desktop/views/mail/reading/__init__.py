"""A letter as the reading pane and the terminal show it."""
