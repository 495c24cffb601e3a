"""Google Workspace as its unmodified client libraries see it over HTTP: strict about requests, honest about faults."""
