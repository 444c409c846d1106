"""From one document to the next: what remains of a quote, and the drafts that continue, deduct or credit it."""
