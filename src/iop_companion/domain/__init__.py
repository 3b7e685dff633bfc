"""What the program is about, as frozen values and Protocols. Python and nothing else."""
