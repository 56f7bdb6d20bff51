/** What the parts of a line mean: codes, their digits, keywords of extensions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningsOf, partName } from '../../../static/src/model/code-meanings.js';

const all = () => true;

test('a reply code is explained with its two digits', () => {
  assert.deepEqual(meaningsOf('smtp', 'code', '550', all), [
    ['550', 'code.550'],
    ['5', 'code.first.5'],
    ['5', 'code.second.5'],
  ]);
});

test('an enhanced code is explained without its class, which is explained beside it', () => {
  assert.deepEqual(meaningsOf('smtp', 'enhanced', '5.1.10', all), [
    ['5', 'code.first.5'],
    ['1.10', 'enhanced.1.10'],
  ]);
});

test('a code that no text explains is explained by its digits', () => {
  const has = (/** @type {string} */ key) => key !== 'code.599';
  assert.deepEqual(meaningsOf('smtp', 'code', '599', has), [
    ['5', 'code.first.5'],
    ['9', 'code.second.9'],
  ]);
});

test('response codes of POP3 and IMAP lose their brackets and arguments', () => {
  assert.deepEqual(meaningsOf('pop3', 'code', '[IN-USE]', all), [['IN-USE', 'code.pop3.IN-USE']]);
  assert.deepEqual(meaningsOf('pop3', 'status', '-ERR', all), [['-ERR', 'code.pop3.err']]);
  assert.deepEqual(meaningsOf('imap', 'code', '[UIDNEXT 6]', all), [
    ['UIDNEXT', 'code.imap.UIDNEXT'],
  ]);
  assert.deepEqual(meaningsOf('imap', 'status', 'BYE', all), [['BYE', 'code.imap.BYE']]);
  assert.deepEqual(meaningsOf('imap', 'tag', '+', all), [['+', 'code.imap.more']]);
  assert.deepEqual(meaningsOf('imap', 'tag', 'a1', all), []);
  assert.deepEqual(meaningsOf('smtp', 'text', 'Hello', all), []);
});

/** @param {string} protocol @param {string} verb @returns {any} */
const step = (protocol, verb) => ({ beat: { protocol }, fact: { verb } });

test('what an EHLO reply lists is an extension, its first line a text', () => {
  assert.equal(partName(step('smtp', 'EHLO'), 'text', 0), 'text');
  assert.equal(partName(step('smtp', 'EHLO'), 'text', 2), 'extension');
  assert.equal(partName(step('smtp', 'HELP'), 'text', 2), 'text');
});

test('the lines of a POP3 response are not called a kind of data', () => {
  assert.equal(partName(step('pop3', 'CAPA'), 'data', 1), 'lines');
  assert.equal(partName(step('imap', 'SELECT'), 'data', 0), 'data');
});
