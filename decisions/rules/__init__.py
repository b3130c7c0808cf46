"""When a step is allowed, how far a municipality is, who offers. Pure: no queries, no clock."""
