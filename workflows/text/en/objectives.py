"""Words about objectives."""

WORDS = {
    "objectives.target": "target {target}",
    "objectives.reached": "reached",
    "objectives.not_yet": "not yet",
    "objectives.unknown": "nothing to count yet",
    "objectives.caveat": "A target that is reached does not say why it was reached.",
    "objectives.report": "Our objectives",
}
