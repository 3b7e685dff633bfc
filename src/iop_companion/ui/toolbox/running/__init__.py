"""A skill while it is being done: its steps, a timer the person starts, ratings."""
