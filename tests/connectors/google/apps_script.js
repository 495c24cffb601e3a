// Stand-ins for the services that Apps Script offers, as far as the generated script uses them. WORLD says what stands.
const crypto = require('crypto');
const signed = buffer => Array.from(buffer).map(byte => (byte > 127 ? byte - 256 : byte));
const sent = [];
const stored = {SECRET: WORLD.secret};
let triggers = [];

const Utilities = {
  newBlob: text => ({getBytes: () => signed(Buffer.from(text, 'utf-8'))}),
  base64Decode: text => signed(Buffer.from(text, 'base64')),
  base64Encode: bytes => Buffer.from(bytes.map(byte => byte & 255)).toString('base64'),
  computeHmacSha256Signature: (value, key) => {
    const bytes = list => Buffer.from(list.map(byte => byte & 255));
    return signed(crypto.createHmac('sha256', bytes(key)).update(bytes(value)).digest());
  },
};
const PropertiesService = {
  getScriptProperties: () => ({
    getProperty: name => (name in stored ? stored[name] : null),
    setProperty: (name, text) => { stored[name] = text; },
  }),
};
const LockService = {getScriptLock: () => ({tryLock: () => true, releaseLock: () => {}})};
const UrlFetchApp = {
  fetch: (address, options) => {
    sent.push({address: address, headers: options.headers, payload: options.payload});
    const status = WORLD.answers.shift();
    return {getResponseCode: () => status};
  },
};
const response = time => ({getId: () => 'response-' + time, getTimestamp: () => new Date(time)});
const FormApp = {
  openById: id => ({
    getId: () => id,
    getResponses: since => WORLD.forms[id].filter(time => time >= since.getTime()).map(response),
  }),
};
const ScriptApp = {
  getProjectTriggers: () => triggers.slice(),
  deleteTrigger: trigger => { triggers = triggers.filter(other => other !== trigger); },
  newTrigger: name => {
    const made = {forForm: () => made, onFormSubmit: () => made, timeBased: () => made, everyMinutes: () => made};
    made.create = () => triggers.push({name: name});
    return made;
  },
};
const submission = (id, time) => ({source: FormApp.openById(id), response: response(time)});
const start = time => Object.keys(WORLD.forms).forEach(id => { stored['done ' + id] = String(time); });
const report = () => console.log(JSON.stringify({sent: sent, triggers: triggers.map(trigger => trigger.name)}));
