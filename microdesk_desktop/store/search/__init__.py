"""The texts by which every record is found."""
