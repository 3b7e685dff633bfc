"""Today while the diary is locked: written, sealed, and never shown again before unlocking."""
