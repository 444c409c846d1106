"""Sources of bank transactions: providers over the network, statement files on the disk.

Operations reach a provider through `registry` only, and receive domain values only.
"""
