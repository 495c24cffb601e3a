"""The Apps Script for a school without a Cloud project: it tells us of each submission, signed, and catches up itself.

Apps Script runs a trigger at most once and never repeats it, and other accounts cannot see it fail; hence the timer
that sends again whatever was not acknowledged. It sends ids only: answers are read from Forms like any others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from connectors.errors import Permanent

TRIGGER_LIMIT = 19  # Google allows a person twenty triggers in one script, and one is the timer; it serves the rest

TEMPLATE = """\
// Tells the mentoring service about new answers. Paste into script.google.com (New project), then:
//  1. Project settings, Script properties: add SECRET (whsec_...) as nearpeer printed it.
//  2. Choose the function install and press Run once; allow what Google asks.
// It sends the form's and the answer's ids, never an answer.
const ADDRESS = __ADDRESS__;
const FORMS = __FORMS__;
const DAY = 24 * 60 * 60 * 1000;

function install() {
  ScriptApp.getProjectTriggers().forEach(t => ScriptApp.deleteTrigger(t));
  FORMS.slice(0, __LIMIT__).forEach(id => {
    ScriptApp.newTrigger('onSubmit').forForm(FormApp.openById(id)).onFormSubmit().create();
  });
  ScriptApp.newTrigger('catchUp').timeBased().everyMinutes(10).create();
  catchUp();
}

// Runs when somebody sends a form. The timer sends again what this could not.
function onSubmit(e) {
  if (!e || !e.response) return; // Google starts triggers without an answer now and then
  send(e.source.getId(), e.response);
}

// Sends every answer since the last one that was acknowledged, oldest first, and stops at the first that fails.
function catchUp() {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(1000)) return;
  const store = PropertiesService.getScriptProperties();
  try {
    FORMS.forEach(id => {
      const done = Number(store.getProperty('done ' + id) || Date.now() - DAY);
      const late = FormApp.openById(id).getResponses(new Date(done))
        .filter(r => r.getTimestamp().getTime() > done)
        .sort((a, b) => a.getTimestamp().getTime() - b.getTimestamp().getTime());
      for (const response of late) {
        if (!send(id, response)) return;
        store.setProperty('done ' + id, String(response.getTimestamp().getTime()));
      }
    });
  } finally {
    lock.releaseLock();
  }
}

// One signed delivery (Standard Webhooks): true when the service took it.
function send(formId, response) {
  const body = JSON.stringify({formId: formId, responseId: response.getId()});
  const name = [formId, response.getId(), response.getTimestamp().getTime()].join('.');
  const seconds = String(Math.floor(Date.now() / 1000));
  const secret = PropertiesService.getScriptProperties().getProperty('SECRET').replace(/^whsec_/, '');
  const signed = Utilities.newBlob([name, seconds, body].join('.')).getBytes();
  const signature = Utilities.computeHmacSha256Signature(signed, Utilities.base64Decode(secret));
  const answer = UrlFetchApp.fetch(ADDRESS, {
    method: 'post',
    contentType: 'application/json',
    payload: body,
    headers: {
      'webhook-id': name,
      'webhook-timestamp': seconds,
      'webhook-signature': 'v1,' + Utilities.base64Encode(signature),
    },
    muteHttpExceptions: true,
    followRedirects: false,
  });
  return answer.getResponseCode() < 300;
}
"""


def script(address: str, form_ids: Mapping[str, str]) -> str:
    """The script's text for these forms. The secret is not in it. Raises `Permanent` for what Google would refuse."""
    if not address.startswith("https://"):
        raise Permanent(
            f"The service's address {address!r} does not start with https://",
            mend="Set base_url to the public https address of the service.",
        )
    if not form_ids:
        raise Permanent("There is no form to tell of", mend="Name the forms' ids under forms in the programme's file.")
    filled = {"ADDRESS": json.dumps(address), "FORMS": json.dumps(list(form_ids.values())), "LIMIT": str(TRIGGER_LIMIT)}
    text = TEMPLATE
    for name, value in filled.items():
        text = text.replace(f"__{name}__", value)
    return text
