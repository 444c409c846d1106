"""Containers: how widgets stand beside and below one another."""
