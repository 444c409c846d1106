"""Sales documents as they are shown, and as the JSON of the command line."""
