"""The demo: a fictional school that lives while a visitor watches, decides and moves the clock."""
