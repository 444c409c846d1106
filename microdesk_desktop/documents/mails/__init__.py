"""The texts of the mails that go with a document, in the client's language."""
