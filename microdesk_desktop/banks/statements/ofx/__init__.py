"""OFX 1 and 2, the format of Money and Quicken: `reader` reads a file, `markup` its tags, `values` its rows."""
