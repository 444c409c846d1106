"""Infrastructure without business rules: clock, paths, settings, jobs, language, errors, files, HTTP client."""
