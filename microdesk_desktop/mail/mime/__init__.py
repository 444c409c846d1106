"""The content of messages: what a hostile or broken mail holds, as values that are safe to show."""
