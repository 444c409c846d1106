"""The editor of a draft: its form, its lines, and the pages that it makes."""
