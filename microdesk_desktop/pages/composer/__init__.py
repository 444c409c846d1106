"""The composer: messages that are being written, their drafts at the server, and their way out."""
