"""From committed effects to acts in the suite: at least once, with a key, so in effect once."""
