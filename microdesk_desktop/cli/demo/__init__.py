"""`demo`: the whole job on a sample company, with a bank and a mailbox played on this computer."""
