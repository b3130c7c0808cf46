"""How fast it is, as ratios within one run. `make bench` runs all, `make bench ARGS=board` one."""
