"""Days, and what is counted in them: periods, spans, working days, terms of payment."""
