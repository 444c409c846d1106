"""Documents that continue one another: convert, credit, duplicate, answer."""
