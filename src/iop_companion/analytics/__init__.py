"""Pure functions on daily series: usual, detectors, the panel. numpy and words, no I/O."""
