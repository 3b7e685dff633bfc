"""Settings: look, this computer, what to track, data in and out, about."""
