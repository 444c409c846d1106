"""The rates of VAT that the law knows."""

VAT_RATES_BP = (2_000, 1_000, 550, 210, 850, 175, 105, 1_300, 90)
"""In hundredths of a percent, as they are proposed: mainland (CGI art. 278, 278-0 bis, 279, 281 quater), Guadeloupe,
Martinique and Réunion (art. 296), Corsica (art. 297)."""
