"""The Toolbox: skills with what they did for the person, and a skill while it is being done."""
