"""Companies made up by people who had not seen the engine, each with its own banks, clients and habits of payment."""
