"""Single uses within a day: when, how much, a note; the amount of the day is their sum."""
