"""The ceilings of the micro regime and of the VAT franchise: how much of each is used, and the day on which it ends.

Cashed amounts by day ─▶ Gauge of each ceiling and year ─▶ FranchiseEnd, MicroEnd
                              ▲
ceilings of that year, in proportion in the year of creation
"""
