"""Warning signs: the panel, what it cannot know, and the person's own plan."""
