"""Words of the agreements workflow."""

WORDS = {
    "agreements.ask.subject": "Your agreement with {partner}",
    "agreements.ask.text": "Hello {name}, you and {partner} have met for the first time. Please read what you "
    "both promise and tell us whether you agree. It takes a minute.",
    "agreements.ask.why": "You take part in {programme}, and every pair agrees on the same few rules.",
    "agreements.ask.link": "Read and agree",
    "agreements.chase.subject": "Please answer: your agreement with {partner}",
    "agreements.chase.text": "Hello {name}, we do not have your answer yet. Please read what you and {partner} "
    "promise and tell us whether you agree.",
    "agreements.chase.why": "You take part in {programme}, and your answer is missing.",
    "agreements.copy.subject": "What {name} agreed to",
    "agreements.copy.text": "{name} and {partner} have agreed how they work together. For you to keep:",
    "agreements.copy.why": "You are the parent or guardian of {name}, who takes part in {programme}.",
    "agreements.adult.subject": "{mentor} and {mentee} have agreed how they work together",
    "agreements.adult.text": "Both have agreed to the same promises. A copy for you:",
    "agreements.adult.why": "You host meetings of {programme}.",
    "agreements.talk.subject": "{name} would like to talk before agreeing",
    "agreements.talk.text": "{name} did not agree to the pair's agreement with {partner} yet and asked to talk "
    "first. Please find a quiet moment together. They can answer again with the same link.",
    "agreements.talk.why": "You lead {programme}.",
    "agreements.watch.talk": "{name} wants to talk before agreeing to the pair's agreement.",
    "agreements.promise.time": "We come on time.",
    "agreements.promise.listen": "We listen.",
    "agreements.promise.tell": "We tell somebody when we cannot come.",
    "agreements.promise.secrets": "We keep things to ourselves. But if somebody is not safe, we tell an adult.",
}
