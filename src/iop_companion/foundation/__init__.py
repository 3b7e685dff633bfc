"""The ground floor: errors, paths, assets, words, preferences, log, clock."""
