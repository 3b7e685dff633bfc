"""The steps of the schema, oldest first; each frozen on the day it was released."""
