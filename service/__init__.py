"""The service: Flask, SQL, the clock and the processes. Wires workflows and connectors together."""
