"""The first minutes: what this is, a passphrase, a recovery code, whose computer it is."""
