"""The Program pages: questionnaires and medicines."""
