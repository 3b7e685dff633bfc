"""Paper and files: the summary by Typst, CSV and JSON exports."""
