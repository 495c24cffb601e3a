"""Setting the programme up: its settings in two faces, the adults' duties, the launch, what a step's absence breaks."""
