"""Frozen rows ready to show and their words, without Qt: the window and the command line show the same."""
