/** What hides in a text is put in sight. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSight } from '../../../static/src/letters/in-sight.js';

test('what turns, hides or controls a text is put in sight', () => {
  assert.equal(inSight('factura\u202efdp.exe'), 'factura⟨U+202E⟩fdp.exe');
  assert.equal(inSight('a\0b\u200bc\ufeff\x7f'), 'a⟨U+0000⟩b⟨U+200B⟩c⟨U+FEFF⟩⟨U+007F⟩');
});

test('lines, tabs, accents and joined characters stay as they are', () => {
  const text = 'mañana\r\n\tעברית نامه‌ای 👩‍🚀';
  assert.equal(inSight(text), text);
});
