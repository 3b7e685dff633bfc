"""Reading files in a process of their own, with limits, that can be stopped."""
