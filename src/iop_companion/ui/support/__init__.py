"""Get support now: lines, the emergency number, three short skills; works while locked."""
