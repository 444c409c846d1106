"""Trips made for the activity: « Kilomètres »."""
