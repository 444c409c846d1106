"""What the dashboard shows: figures, months, first steps."""
