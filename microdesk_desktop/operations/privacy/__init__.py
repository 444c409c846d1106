"""The rights of the people whom the vault knows: what is erased, what stays and until when."""
