"""Pure functions on daily series: usual, detectors, the panel, descriptions. numpy and words, no input or output."""
