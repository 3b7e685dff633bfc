"""What every page needs and no page owns: theme, icons, focus ring, tasks, notices, cards."""
