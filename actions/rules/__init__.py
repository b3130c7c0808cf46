"""When what may happen with an action, and what follows. Pure: no queries, no clock."""
