// The playhead with a clock of our own: motion is a function of it, and of nothing else.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Playhead, READING, flightMs } from '../../../static/src/core/playhead.js';
import { Store } from '../../../static/src/core/store.js';
import { story } from '../story.js';

/** Frames that pass when the test says so. */
class Frames {
  now = 0;
  /** @type {Map<number, (now: number) => void>} */ waiting = new Map();
  #id = 0;
  request = (callback) => {
    this.waiting.set(++this.#id, callback);
    return this.#id;
  };
  cancel = (id) => {
    this.waiting.delete(id);
  };

  /** Lets `ms` pass in frames of 20 ms. */
  pass(ms) {
    for (let gone = 0; gone < ms; gone += 20) {
      this.now += 20;
      const due = [...this.waiting.values()];
      this.waiting.clear();
      for (const callback of due) callback(this.now);
    }
  }

  get idle() {
    return this.waiting.size === 0;
  }
}

let frames;
let store;
let head;
const { events, waiting } = story();

beforeEach(() => {
  frames = new Frames();
  store = new Store();
  head = new Playhead(store, { frames });
  store.append(events.slice(0, waiting));
});

test('a page opens at the first step, at rest, paused', () => {
  assert.equal(head.index, 0);
  assert.equal(head.playing, false);
  assert.equal(head.arrived, true);
  assert.ok(frames.idle);
  assert.equal(store.at, store.endOf(0));
});

test('a step forward moves from 0 to 1 and then nothing more is asked of the browser', () => {
  head.forward();
  assert.equal(head.index, 1);
  assert.equal(head.fraction, 0);
  frames.pass(440);
  assert.ok(head.fraction > 0.4 && head.fraction < 0.6, String(head.fraction));
  frames.pass(2000);
  assert.equal(head.fraction, 1);
  assert.equal(head.index, 1);
  assert.ok(frames.idle);
});

test('a step back and scrubbing never animate', () => {
  head.seek(9);
  assert.equal(head.arrived, true);
  head.back();
  assert.equal(head.index, 8);
  assert.equal(head.arrived, true);
  assert.ok(frames.idle);
  assert.equal(store.at, store.endOf(8));
});

test('playing goes step by step to the end and stops there', () => {
  const visited = new Set();
  head.addEventListener('change', () => visited.add(head.index));
  head.play();
  frames.pass(120_000);
  assert.equal(head.index, head.last);
  assert.equal(head.playing, false);
  assert.equal(visited.size, head.last + 1);
  assert.ok(frames.idle);
});

test('speed divides all of it', () => {
  const timeOf = (speed) => {
    head.seek(3);
    head.setSpeed(speed);
    head.play();
    let ms = 0;
    while (head.index < 5) {
      frames.pass(20);
      ms += 20;
    }
    head.pause();
    return ms;
  };
  const normal = timeOf(1);
  assert.ok(Math.abs(timeOf(2) - normal / 2) <= 60);
  assert.ok(Math.abs(timeOf(4) - normal / 4) <= 60);
  assert.ok(Math.abs(timeOf(0.5) - normal * 2) <= 60);
});

test('pausing in mid-flight stops there; playing goes on from there', () => {
  head.play();
  while (head.index < 1 || head.fraction < 0.4) frames.pass(20);
  head.pause();
  const { fraction } = head;
  frames.pass(5000);
  assert.equal(head.index, 1);
  assert.equal(head.fraction, fraction);
  assert.ok(frames.idle);
  head.play();
  frames.pass(100);
  assert.equal(head.index, 1);
  assert.ok(head.fraction > fraction);
});

test('stepping on from a paused flight goes to the next step', () => {
  head.play();
  while (head.index < 1 || head.fraction < 0.4) frames.pass(20);
  head.pause();
  head.forward();
  assert.equal(head.index, 2);
  frames.pass(3000);
  assert.equal(head.arrived, true);
});

test('a hidden tab does not jump over steps when it comes back', () => {
  head.play();
  frames.pass(40);
  frames.now += 60_000;
  frames.pass(40);
  assert.equal(head.index, 0);
});

test('less motion: nothing is in flight, and playing still goes on', () => {
  const still = new Playhead(store, { frames, still: () => true });
  still.seek(1);
  still.forward();
  assert.equal(still.arrived, true);
  still.play();
  frames.pass(4000);
  assert.ok(still.index > 2);
  assert.equal(still.arrived, true);
});

test('following plays what comes; a reader of the past is left alone', () => {
  head.toEnd();
  const end = head.index;
  store.append(events.slice(waiting, waiting + 20));
  assert.equal(head.index, end + 1);
  assert.equal(head.playing, true);
  frames.pass(60_000);
  assert.equal(head.index, head.last);

  head.seek(4);
  store.append(events.slice(waiting + 20));
  assert.equal(head.index, 4);
});

test('typing: new steps show at once, and the stage catches up behind them', () => {
  head.follow('now');
  const end = head.last;
  store.append(events.slice(waiting));
  assert.equal(head.index, head.last);
  assert.ok(head.flying > end && head.flying < head.index);
  assert.equal(store.at, events.length - 1);
  frames.pass(20_000);
  assert.equal(head.flying, head.index);
  assert.equal(head.arrived, true);
  assert.ok(frames.idle);
});

test('«Pregunta a la clase» covers the next reply until the next step forward', () => {
  head.setAsking(true);
  const reply = store.steps.findIndex((step) => step.beat.shape === 'reply');
  head.seek(reply - 1);
  head.forward();
  assert.equal(head.index, reply);
  assert.equal(head.covered, true);
  assert.equal(store.at, store.endOf(reply - 1), 'the model must not tell either');
  frames.pass(5000);
  assert.equal(head.covered, true);
  head.forward();
  assert.equal(head.index, reply);
  assert.equal(head.covered, false);
  assert.equal(store.at, store.endOf(reply));
  head.forward();
  assert.equal(head.index, reply + 1);
});

test('playing stops at a covered reply', () => {
  head.setAsking(true);
  head.play();
  frames.pass(60_000);
  assert.equal(head.covered, true);
  assert.equal(head.playing, false);
});

test('another branch starts afresh', () => {
  head.seek(12);
  store.reset('b2');
  assert.equal(head.index, -1);
  store.append(events.slice(0, 40));
  assert.equal(head.index, 0);
});

test('a letter takes longer than a line', () => {
  const letter = store.steps.find((step) => step.beat.shape === 'letter');
  assert.ok(flightMs(letter) > flightMs(store.steps[2]));
});

test('under the lens the segments of a step come before the next step', () => {
  head.segmentsOf = (step) => (step === store.steps[1] ? 2 : 0);
  head.seek(1);
  const places = [];
  for (let i = 0; i < 4; i++) {
    places.push([head.index, head.segment]);
    head.forward();
  }
  assert.deepEqual(places, [
    [1, -1],
    [1, 0],
    [1, 1],
    [2, -1],
  ]);
  head.seek(1);
  head.showSegment(1);
  for (const place of [
    [1, 0],
    [1, -1],
    [0, -1],
  ]) {
    head.back();
    assert.deepEqual([head.index, head.segment], place);
  }
});

test('the calm speed waits as long as the sentence needs, at whatever moment it is chosen', () => {
  const readingMs = (step, reading) => step.say.key.length * (reading ? 100 : 1);
  const calm = new Playhead(store, { frames, readingMs });
  const msAt = (index, choose) => {
    calm.setSpeed(1);
    calm.seek(index);
    calm.play();
    choose();
    let ms = 0;
    while (calm.index === index) {
      frames.pass(20);
      ms += 20;
    }
    calm.pause();
    return ms;
  };
  for (const index of [3, 6]) {
    const chars = store.steps[index].say.key.length;
    const usual = msAt(index, () => {});
    const read = msAt(index, () => calm.setSpeed(READING));
    assert.ok(Math.abs(read - usual - chars * 99) <= 40, `${read} ${usual} ${chars}`);
    assert.equal(calm.speed, 1);
  }
  calm.setSpeed(2);
  assert.equal(calm.reading, false);
});
