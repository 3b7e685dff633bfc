"""Pure functions on daily series: usual, detectors, panel, descriptions. No input or output."""
