"""Scripts for work on the project; nothing of the service uses them."""
