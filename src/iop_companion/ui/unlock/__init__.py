"""The lock screen: passphrase, or recovery code and a new passphrase. It tells nothing else."""
