"""Bank transactions: their values, their labels, the merge of fetched rows with stored ones, reports of imports."""
