"""What a chosen file may be besides plain text: archives, spreadsheets, tables of a web page, and foreign content."""
