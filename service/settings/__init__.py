"""Reading what the school and the operator decided: programme files and the environment."""
