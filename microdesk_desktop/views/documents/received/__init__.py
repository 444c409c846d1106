"""What suppliers sent, as rows, facts and words."""
