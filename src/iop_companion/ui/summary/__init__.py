"""Summary: one or two pages for therapy; the preview is the file."""
