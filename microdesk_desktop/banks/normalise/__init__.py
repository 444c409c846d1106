"""Normalisation shared by bank APIs and statement files, so that one payment gets one label and one identifier.

text         entities, control characters, label parts joined into one label
identifiers  which identifiers of a batch are trusted
iban         IBAN validation, and the IBAN of a French RIB
"""
