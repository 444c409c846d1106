"""Messages that leave: built here, sent by SMTP, and their copy among the sent ones."""
