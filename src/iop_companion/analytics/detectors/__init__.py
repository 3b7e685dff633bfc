"""One way of noticing a change a file, each with its own arithmetic and its own words."""
