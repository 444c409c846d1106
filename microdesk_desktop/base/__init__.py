"""Infrastructure without business rules: clock, paths, settings, jobs, language, formats, errors, files, HTTP."""
