"""Statuses of e-invoices as files for the user's platform: « Encaissée » of issued ones, answers to received ones."""
