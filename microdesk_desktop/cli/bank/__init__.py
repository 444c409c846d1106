"""`bank …`: one file for each subject; `commands.py` declares them all."""
