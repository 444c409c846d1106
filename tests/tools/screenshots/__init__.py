"""Pictures of every screen: `python -m tests.tools.screenshots`; one file of scenes for each subject."""
