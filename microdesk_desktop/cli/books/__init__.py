"""`books`: the legal books."""
