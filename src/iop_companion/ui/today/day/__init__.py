"""One day in detail: what is kept of it, what was before, and what leaves the summary."""
