"""Frozen rows ready to show, and the sentences that go with them; no Qt, so that every door shows the same."""
