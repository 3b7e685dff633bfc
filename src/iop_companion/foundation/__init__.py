"""The ground floor: errors, paths, assets, words, preferences, log, clock. Knows nothing of the house above."""
