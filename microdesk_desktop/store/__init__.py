"""The encrypted store: one door to SQL, one file per subject, one `.sql` file per migration."""
