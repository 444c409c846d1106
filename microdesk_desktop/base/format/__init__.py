"""Values as the user's language writes them: money, dates, counts, and the tone of a message."""
