// The palette of static/css/tokens.css: readable everywhere, and told apart by all eyes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrast, difference, seenBy } from './colour-math.js';

const css = readFileSync(new URL('../../../static/css/tokens.css', import.meta.url), 'utf8');
const themes = { light: {}, dark: {} };
for (const [, name, light, dark] of css.matchAll(
  /--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);/g,
)) {
  themes.light[name] = light;
  themes.dark[name] = dark;
}
for (const [, name, both] of css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)) {
  themes.light[name] = both;
  themes.dark[name] = both;
}

const PROTOCOLS = ['smtp', 'pop3', 'imap', 'dns', 'http'];
const REPLIES = ['c2', 'c3', 'c4', 'c5'];
const GROUNDS = ['bg', 'surface', 'raised'];
const AA = 4.5;

test('difference agrees with the published pairs', () => {
  assert.ok(Math.abs(difference('#ffffff', '#000000') - 100) < 0.1);
  assert.equal(difference('#1763e9', '#1763e9'), 0);
});

for (const [theme, colour] of Object.entries(themes)) {
  const at = (name) => {
    assert.ok(colour[name], `no --${name}`);
    return colour[name];
  };

  test(`${theme}: text is readable on every ground`, () => {
    for (const ink of ['ink', 'ink-2', 'ink-3', ...PROTOCOLS, ...REPLIES, 'local']) {
      for (const ground of GROUNDS) {
        const ratio = contrast(at(ink), at(ground));
        assert.ok(ratio >= AA, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`${theme}: text is readable on tints, on now and on paper`, () => {
    const pairs = [
      ...[...PROTOCOLS, 'local'].flatMap((name) => [
        [name, `${name}-t`],
        ['ink', `${name}-t`],
        ['on', name],
      ]),
      ...REPLIES.map((name) => [name, 'now-soft']),
      ...REPLIES.map((name) => ['on', name]),
      ...PROTOCOLS.map((name) => [name, 'now-soft']),
      ['ink', 'now-soft'],
      ['ink-2', 'now-soft'],
      ['ink-3', 'now-soft'],
      ['now-ink', 'now'],
      ['paper-ink', 'paper'],
      ['paper-ink-2', 'paper'],
      ['cover-ink', 'cover'],
      ['cover-ink', 'cover-2'],
      ['cover-ink-2', 'cover'],
      ['cover-ink-2', 'cover-2'],
    ];
    for (const [ink, ground] of pairs) {
      const ratio = contrast(at(ink), at(ground));
      assert.ok(ratio >= AA, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });

  test(`${theme}: lines that must be seen reach 3:1`, () => {
    for (const ground of GROUNDS) {
      for (const line of ['edge', 'focus'])
        assert.ok(contrast(at(line), at(ground)) >= 3, `${line} on ${ground}`);
    }
  });

  test(`${theme}: now is like no protocol and no reply`, () => {
    for (const name of [...PROTOCOLS, ...REPLIES]) {
      const distance = difference(at('now'), at(name));
      assert.ok(distance >= 20, `now and ${name}: ${distance.toFixed(1)}`);
    }
  });

  test(`${theme}: protocols and replies differ for all eyes`, () => {
    const least = { normal: 22, deutan: 14, protan: 14, tritan: 9 };
    for (const group of [PROTOCOLS, REPLIES]) {
      for (const [kind, minimum] of Object.entries(least)) {
        group.forEach((one, i) =>
          group.slice(i + 1).forEach((other) => {
            const distance = difference(seenBy(at(one), kind), seenBy(at(other), kind));
            assert.ok(distance >= minimum, `${kind}: ${one} and ${other}: ${distance.toFixed(1)}`);
          }),
        );
      }
    }
  });
}
