"""Words of the scorecard."""

WORDS = {
    "scorecard.what.b_1_3": "Each need of a mentee is a strength of some mentor",
    "scorecard.what.b_2_2": "Everybody accepted applied in writing",
    "scorecard.what.b_2_3": "Every mentor was interviewed",
    "scorecard.what.b_2_6": "Pairs meet as often as promised",
    "scorecard.what.b_2_9": "Everybody in a pair has a guardian's consent",
    "scorecard.what.b_3_1": "Every mentor in a pair is trained",
    "scorecard.what.b_4_1": "Every pair has a written reason",
    "scorecard.what.b_4_2": "First meetings in time, with an adult",
    "scorecard.what.b_4_4": "Every pair has agreed on the rules",
    "scorecard.what.b_5_1": "Two contacts in the first month",
    "scorecard.what.b_5_5": "A contact in each later month",
    "scorecard.what.b_5_4": "A tested scale for every pair",
    "scorecard.what.b_5_8": "Every meeting is on record",
    "scorecard.what.b_6_1": "Every pair that ended was closed",
    "scorecard.met": "met",
    "scorecard.missed": "not met",
    "scorecard.nothing": "nothing to count yet",
}
