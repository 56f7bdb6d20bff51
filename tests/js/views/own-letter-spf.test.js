/** Pasted records as a trial of SPF. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spfTrial } from '../../../static/src/views/own-letter/spf-trial.js';

const CLIENT = { address: '192.0.2.1', helo: 'a.example', mail_from: 'b@x.example', receiver: '' };
const REST = {
  address: '192.0.2.1',
  helo: 'a.example',
  sender: 'b@x.example',
  domain: 'x.example',
};

test('the record of the domain is told apart from the others, keys are left out', () => {
  const records = `y.example. IN TXT "v=spf1 -all"
    X.example. 300 IN TXT "v=spf1 include:y.example -all"
    k._domainkey.x.example. TXT "p=a"`;
  const zone = 'y.example. IN TXT "v=spf1 -all"';
  const record = 'v=spf1 include:y.example -all';
  assert.deepEqual(spfTrial(records, 'x.example', CLIENT), { ...REST, record, zone });
});

test('a value alone is the record, and without one there is no trial', () => {
  const trial = spfTrial('"v=spf1 mx"', 'x.example', CLIENT);
  assert.deepEqual(trial, { ...REST, record: 'v=spf1 mx', zone: '' });
  assert.equal(spfTrial('x.example. TXT "v=DKIM1"', 'x.example', CLIENT), null);
  assert.equal(spfTrial('v=spf1 mx', 'x.example', undefined), null);
});
