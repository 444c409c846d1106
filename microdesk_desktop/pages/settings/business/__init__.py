"""Settings of the business: its identity, its activity and VAT, and how its documents look."""
