// An HTTP message as the ladder draws it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireLines } from '../../../static/src/model/wire-text.js';

globalThis.document = { documentElement: { dataset: {} } };
const step = (octets, beat) => ({
  octets,
  beat: { protocol: 'http', shape: 'command', mark: '', head: '', text: '', more: [], ...beat },
});

test('a request: method, target, fields', () => {
  assert.deepEqual(wireLines(step('GET /folder/INBOX HTTP/1.1\r\nHost: x\r\n\r\n')), [
    { head: 'GET', rest: ' /folder/INBOX HTTP/1.1' },
    { head: '', rest: 'Host: x' },
  ]);
});

test('of a form the data too', () => {
  const lines = wireLines(step('POST /login HTTP/1.1\r\nHost: x\r\n\r\nuser=b&password=s'));
  assert.deepEqual(lines.at(-1), { head: '', rest: 'user=b&password=s' });
});

test('of a page only what stands before it', () => {
  const lines = wireLines(
    step('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\n<p>\r\n', {
      mark: '4',
      shape: 'reply',
    }),
  );
  assert.deepEqual(lines, [
    { head: 'HTTP/1.1 404', rest: ' Not Found' },
    { head: '', rest: 'Content-Length: 4' },
  ]);
});

test('what is no HTTP is shown all the same', () => {
  assert.deepEqual(wireLines(step('EHLO\r\n\r\n')), [{ head: 'EHLO', rest: '' }]);
  assert.deepEqual(wireLines(step('')), [{ head: '', rest: '' }]);
  assert.deepEqual(wireLines(step('HTTP/1.1', { mark: '5' })), [{ head: 'HTTP/1.1', rest: '' }]);
});
