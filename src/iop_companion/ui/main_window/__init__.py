"""The one window: rail or top bar, the page in front, keys, lock, hide and the way in."""
