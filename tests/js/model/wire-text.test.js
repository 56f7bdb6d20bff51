// What stood on the wire, cut into pieces; the ladder's layout; the ticks; the columns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from '../../../static/src/drawings/octets.js';
import { LadderLayout, roomOf } from '../../../static/src/ladder/layout.js';
import { TICKS_MAX, chaptersOf, ticksOf } from '../../../static/src/player/step-ticks.js';
import { transcriptOf } from '../../../static/src/views/watch/transcript-text.js';
import {
  decode,
  replyClass,
  replyWord,
  wireLines,
  wrap,
} from '../../../static/src/model/wire-text.js';
import { columnsOf, isTight, pairAt, phoneColumns } from '../../../static/src/stage/columns.js';
import { longStory, story } from '../story.js';

const { events, model } = story();
const steps = events.filter((event) => event.beat);
const step = (head, text = '') =>
  steps.find((each) => each.beat.head === head && each.beat.text.includes(text));
globalThis.document = { documentElement: { dataset: {} } };

test('a multi-line reply keeps its hyphens', () => {
  const lines = wireLines(steps.find((each) => each.beat.more.length));
  assert.deepEqual(
    lines.map((line) => line.head),
    ['250-', '250-', '250-', '250'],
  );
  assert.equal(lines[3].rest, ' SIZE 10485760');
});

test('a command keeps what was typed', () => {
  const typed = structuredClone(step('MAIL FROM:'));
  typed.octets = 'mail from:<ana@norte.example>\r\n';
  assert.deepEqual(wireLines(typed), [{ head: 'mail from:', rest: '<ana@norte.example>' }]);
});

test('+OK and -ERR count as yes and no', () => {
  assert.equal(replyClass('+'), '2');
  assert.equal(replyClass('-'), '5');
  assert.equal(replyClass('4'), '4');
});

test('octets are read as UTF-8, and left alone when they are none', () => {
  assert.equal(decode('Excursi\xc3\xb3n'), 'Excursión');
  assert.equal(decode('Excursi\xf3n'), 'Excursi\xf3n');
});

test('of nested spans the innermost names the piece; line ends are pieces', () => {
  const segments = segmentsOf('RCPT TO:<b@x>\r\n', [
    [0, 8, 'verb'],
    [8, 13, 'path'],
    [9, 10, 'local_part'],
  ]);
  assert.deepEqual(
    segments.map(({ text, role }) => [text, role]),
    [
      ['RCPT TO:', 'verb'],
      ['<', 'path'],
      ['b', 'local_part'],
      ['@x>', 'path'],
      ['\r\n', ''],
    ],
  );
  assert.equal(segments.at(-1).crlf, true);
  assert.equal(segments.map((each) => each.text).join(''), 'RCPT TO:<b@x>\r\n');
});

test('wrapping loses nothing and keeps to its width', () => {
  const text =
    'una línea larga que se parte por los espacios, y una-palabra-larga-sin-espacios-que-no-cabe';
  for (const width of [10, 17, 30]) {
    const lines = wrap(text, width);
    assert.ok(
      lines.every((line) => line.length <= width),
      lines.join('|'),
    );
    assert.equal(lines.join('').replace(/ /g, ''), text.replace(/ /g, ''));
  }
});

const measures = { width: 900, rem: 16, char: 9, phone: false, show: false };

test('rungs follow each other without gaps, and every line fits', () => {
  for (const width of [300, 390, 900]) {
    const layout = new LadderLayout(
      { ...measures, width, phone: width < 400 },
      () => 'una frase de ejemplo para un paso sin texto',
    );
    layout.extend(steps, steps.length);
    const room = roomOf(layout.measures);
    let bottom = 0;
    for (const rung of layout.rungs) {
      assert.equal(rung.top, bottom);
      bottom = rung.top + rung.height;
      assert.ok(rung.chars <= room + 1, `${rung.chars} in ${room}`);
      assert.ok(rung.height >= 40);
    }
    assert.equal(layout.bottomOf(steps.length - 1), bottom);
    assert.equal(layout.at(layout.rungs[7].top + 1), 7);
  }
});

test('nothing of a line is lost in the ladder', () => {
  const layout = new LadderLayout({ ...measures, width: 420 }, () => '');
  layout.extend(steps, steps.length);
  steps.forEach((each, i) => {
    if (layout.rungs[i].form !== 'wire') return;
    const drawn = layout.rungs[i].pieces
      .map((piece) => piece.head + piece.text)
      .join('')
      .replace(/\s/g, '');
    const whole = wireLines(each)
      .map((line) => line.head + line.rest)
      .join('')
      .replace(/\s/g, '');
    assert.equal(drawn, whole);
  });
});

test('a reply of a thousand lines says how many are not drawn', () => {
  const listing = structuredClone(step('+OK', '1 620'));
  listing.octets = `+OK\r\n${Array.from({ length: 999 }, (_, i) => `${i} 1\r\n`).join('')}`;
  const layout = new LadderLayout(measures, () => '');
  layout.extend([listing], 1);
  const { pieces, hidden } = layout.rungs[0];
  assert.equal(pieces.length + hidden, 1000);
  assert.ok(hidden > 900);
});

test('a rung costs the same in a ladder of any length', () => {
  const readsOf = (length) => {
    let reads = 0;
    const counted = {
      get(target, key) {
        reads += 1;
        return target[key];
      },
    };
    const long = longStory(length)
      .events.filter((event) => event.beat)
      .map((event) => new Proxy(event, counted));
    const layout = new LadderLayout(measures, () => 'x');
    layout.extend(long, long.length);
    const each = reads / long.length;
    reads = 0;
    layout.extend(long, long.length);
    assert.equal(reads, 0, 'what is laid out is not looked at again');
    return each;
  };
  assert.ok(readsOf(10_000) <= readsOf(1_000) * 1.1);
});

test('ticks: one a step, then at most five hundred, and no failure disappears', () => {
  assert.equal(ticksOf(steps).length, steps.length);
  const long = longStory(9_000).events.filter((event) => event.beat);
  const ticks = ticksOf(long);
  assert.equal(ticks.length, TICKS_MAX);
  assert.ok(ticks.some((tick) => tick.kind === '5'));
});

test('chapters begin where their first step is', () => {
  const chapters = chaptersOf(events, steps);
  assert.ok(chapters.length >= 4);
  for (const { index, step: at } of chapters) assert.equal(steps[at].beat.chapter, index);
});

test('the transcript has every line of the wire, marked with who said it', () => {
  const text = steps.flatMap((each) => transcriptOf(each, (say) => say.key)).join('\n');
  assert.match(text, /^ {3}C: MAIL FROM:<ana@norte\.example>$/m);
  assert.match(text, /^ {3}S: 550 5\.1\.1/m);
  assert.match(text, /^ {3}C: Subject: Excursión del viernes$/m);
  assert.match(text, /^ {3}S: 250-PIPELINING$/m);
});

test('the two that talk get more room, the order stays, and tiles never overlap', () => {
  const { order } = model;
  for (const rems of [38, 41, 44, 57, 80]) {
    const calm = columnsOf(model, null, rems);
    const busy = columnsOf(model, { left: 'norte', right: 'sur' }, rems);
    assert.deepEqual(Object.keys(busy), order);
    for (let i = 1; i < order.length; i++) {
      assert.ok((busy[order[i]] - busy[order[i - 1]]) * rems > 6);
    }
    assert.ok(busy.sur - busy.norte >= calm.sur - calm.norte);
  }
});

test('a reply in flight says one word', () => {
  const word = (/** @type {string} */ protocol, /** @type {string} */ octets) =>
    replyWord(
      /** @type {any} */ ({
        beat: {
          protocol,
          shape: 'reply',
          mark: '2',
          head: octets.split(' ')[0],
          text: '',
          more: [],
        },
        octets,
      }),
    );
  assert.equal(word('smtp', '250-mx1 OK\r\n250 HELP\r\n'), '250');
  assert.equal(word('pop3', '+OK 5 messages\r\n'), '+OK');
  assert.equal(word('imap', '* OK [CAPABILITY IMAP4rev1] ready\r\n'), 'OK');
  assert.equal(word('imap', '* FLAGS (\\Seen)\r\na3 OK [READ-WRITE] SELECT completed\r\n'), 'OK');
  assert.equal(word('imap', 'a1 NO wrong password\r\n'), 'NO');
});

test('seven machines fit a projector with their mailboxes below their pictures', () => {
  const order = ['ana', 'norte', 'dns', 'mx1', 'mx2', 'sur', 'benito'];
  const mailboxes = Object.fromEntries(
    ['norte', 'mx2', 'sur'].map((host) => [`x@${host}`, { host, messages: [] }]),
  );
  const many = /** @type {any} */ ({ order, mailboxes });
  const rems = 41.1;
  assert.ok(isTight(many, rems));
  assert.ok(!isTight(many, 56));
  assert.ok(!isTight(model, 38));
  const at = columnsOf(many, { left: 'mx1', right: 'sur' }, rems);
  for (let i = 1; i < order.length; i++) assert.ok((at[order[i]] - at[order[i - 1]]) * rems >= 5);
});

test('a step inside one machine keeps the two that talked last', () => {
  const at = steps.findIndex((each) => each.fact.kind === 'message.delivered');
  assert.deepEqual(pairAt(steps, at, model.order), { left: 'norte', right: 'sur' });
  assert.deepEqual(pairAt(steps, 0, model.order), null);
  assert.deepEqual(phoneColumns({ left: 'norte', right: 'sur' }, 'pc-benito', model.order), {
    'pc-benito': 0.5,
  });
});
