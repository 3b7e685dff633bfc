"""Bring data in: another program's file, looked at before anything is saved."""
