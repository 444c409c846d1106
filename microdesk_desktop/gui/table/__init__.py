"""The list that every page shows: view, model, delegate."""
