"""A vault that cannot be read: what happened, what is safe, and the ways on."""
