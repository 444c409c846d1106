"""What is recognised in labels: names of parties, and numbers of documents.

names       score each known name against the words of a label
numbers     find the numbers of open documents, in every way of writing them
references  a document's number in its parts, and the digits under which it may be written
digit_runs  runs of digits in a text, with what stands around them
confidence  how surely some digits are the number of a document
mentions    what a label is about, as flags
stated      months, days and shares that a payer wrote
vocabulary  words of names and labels
"""
