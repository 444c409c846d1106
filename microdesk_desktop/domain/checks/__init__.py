"""Checks of what a user enters: ways to reach somebody, facts of the company and of a client."""
