"""The ground that knows nothing of the trade: clock, paths, settings, log, jobs, language, the one HTTP door."""
