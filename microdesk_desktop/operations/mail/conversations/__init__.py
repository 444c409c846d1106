"""The conversations of a mailbox: listed, searched, marked, and put into folders."""
