"""The pages of a document: what they show, and how Typst sets them as PDF or SVG."""
