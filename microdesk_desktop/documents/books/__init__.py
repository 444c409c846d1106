"""The legal books as printed pages."""
