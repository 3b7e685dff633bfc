"""What differs between Linux, Windows and macOS: locks, permissions, hardening, restart."""
