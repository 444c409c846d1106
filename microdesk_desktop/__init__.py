"""MicroDesk Desktop: the whole back office of a French freelancer, on their own computer."""

__version__ = "0.1.0"
