"""The chain of seals: each issued document and each closing, bound to the one before it by its digest."""
