"""The page "Diary card": a week on one page, empty or filled in."""
