"""The amounts of a table: their signs, currencies, fees and balances."""
