"""Normalisation shared by bank APIs and statement files, so that one payment gets one label and one identifier.

text         entities, control characters, label parts joined into one label
identifiers  which identifiers of a batch are trusted
debit_labels labels that show money out where no amount has a sign
balance_rows rows that show a balance instead of a transaction
iban         IBAN validation, and the IBAN of a French RIB
"""
