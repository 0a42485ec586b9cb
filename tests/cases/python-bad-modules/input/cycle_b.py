import cycle_a

NAME = "Router"
