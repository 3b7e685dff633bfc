"""Controls that know how a measure is answered, and nothing of what is done with the answer."""
