"""CSV imports of records that other tools exported: columns, values, checks."""
