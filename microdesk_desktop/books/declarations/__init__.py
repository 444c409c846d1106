"""What a declaration of turnover comes to: pure computations on the turnover by day and the dated tables of rates.

Turned ─▶ turnover by activity ─▶ declared euros ─▶ per kind: stretches of days with one rate ─▶ base × rate
                                                    (rates.py, acre.py ◀─ resources/tables)
"""
