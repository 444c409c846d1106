"""What is learnt from expenses, for the forms and lists in which it is proposed."""
