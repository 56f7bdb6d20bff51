/**
 * What a learner did, as a file to carry to another browser, and back. Pure.
 *
 * Why it exists: there are no accounts, and a school's PCs are not one's own. A file is
 * refused whole when anything in it is not as it should be, with the reason, so that a bad
 * one loses nothing. Joining keeps the better of both, never the newer alone.
 */

import { LED } from './help-levels.js';
import { bestScores, openedHints } from './kept.js';

const KIND = 'cartero-progress';
export const FILE_VERSION = 1;
const OCTETS_MAX = 1_000_000;

/**
 * @typedef {import('./kept.js').Kept} Kept
 * @typedef {import('./kept.js').LessonProgress} LessonProgress
 * @typedef {import('./kept.js').KeptReview} KeptReview
 * @typedef {object} Carried
 * @property {Kept} progress
 * @property {KeptReview} review
 * @property {string[]} scenes   names of those seen
 */

/** A name for the file: whose, and of which day. @param {string} name @param {Date} now */
export function fileName(name, now) {
  const said = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-');
  return ['cartero', said.toLowerCase(), now.toISOString().slice(0, 10)]
    .map((word) => word.replaceAll(/^-+|-+$/g, ''))
    .filter(Boolean)
    .join('-')
    .concat('.json');
}

/** @param {Carried} carried @param {Date} now */
export function written(carried, now) {
  const { progress, ...rest } = carried;
  const lessons = Object.entries(progress.lessons).map(([slug, lesson]) => [
    slug,
    { ...lesson, seen: null },
  ]);
  return JSON.stringify({
    kind: KIND,
    version: FILE_VERSION,
    written: now.toISOString(),
    progress: { ...progress, lessons: Object.fromEntries(lessons) },
    ...rest,
  });
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {unknown} value */
const isCount = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e6;
/** @param {unknown} value */
const isWords = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && each.length <= 100);
/** @param {unknown} value @param {(each: any) => boolean} fits */
const isEach = (value, fits) => isTable(value) && Object.values(value).every(fits);
/** @param {any} score */
const isScore = (score) =>
  isTable(score) && isCount(score.got) && isCount(score.of) && score.got <= score.of;

/** @param {any} help */
const isHelp = (help) =>
  isTable(help) &&
  isCount(help.tries) &&
  isCount(help.failed) &&
  (help.level === undefined || LED.includes(help.level));
/** @param {any} scores */
const areScores = (scores) =>
  scores === null ||
  (isTable(scores) && isScore(scores.task) && isScore(scores.predict) && isScore(scores.quiz));
/** @param {unknown} value */
const isName = (value) => typeof value === 'string' && value.length <= 100;
/** @param {unknown} value */
const isSaid = (value) => typeof value === 'boolean';

/** What each field must be. @type {Record<string, (value: any) => boolean>} */
const LESSON = {
  done: isCount,
  of: isCount,
  finished: isSaid,
  finishedOn: isCount,
  scores: areScores,
  step: isName,
  solved: isWords,
  unaided: isWords,
  hints: (value) => isEach(value, (opened) => isCount(opened) || isWords(opened)),
  help: (value) => isEach(value, isHelp),
};
/** @type {Record<string, (value: any) => boolean>} */
const PROGRESS = {
  name: isName,
  last: isName,
  celebrated: isSaid,
  help: (value) => LED.includes(value),
  experiments: isWords,
  lessons: (value) => isEach(value, (lesson) => isOf(LESSON, lesson) && lesson.done <= lesson.of),
};
/** @type {Record<string, (value: any) => boolean>} */
const REVIEW = {
  waits: (value) => isEach(value, (wait) => isOf({ due: isCount, gap: isCount }, wait)),
  days: (value) => Array.isArray(value) && value.every(isCount),
};

/** Every field is there and fits. @param {Record<string, (value: any) => boolean>} fields
 * @param {any} value */
const isOf = (fields, value) =>
  isTable(value) && Object.entries(fields).every(([name, fits]) => fits(value[name]));

/** @param {any} file */
const isWhole = ({ progress, review, scenes }) =>
  isOf(PROGRESS, progress) && isOf(REVIEW, review) && isWords(scenes);

/**
 * What a file holds, or why it cannot be used: a text key.
 * @param {string} text
 * @returns {{ carried: Carried, problem?: undefined } | { problem: string }}
 */
export function readFile(text) {
  if (text.length > OCTETS_MAX) return { problem: 'ui.me.file_long' };
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: 'ui.me.file_broken' };
  }
  if (!isTable(file) || file.kind !== KIND) return { problem: 'ui.me.file_other' };
  if (file.version !== FILE_VERSION) return { problem: 'ui.me.file_newer' };
  if (!isWhole(file)) return { problem: 'ui.me.file_spoilt' };
  const { progress, review, scenes } = file;
  return { carried: { progress, review, scenes } };
}

/** @template T @param {readonly T[]} a @param {readonly T[]} b */
const both = (a, b) => [...new Set([...a, ...b])];

/** @typedef {LessonProgress['hints']} Hints */
/** Those of both. @param {Hints} a @param {Hints} b @returns {Hints} */
const eachOf = (a, b) =>
  Object.fromEntries(
    both(Object.keys(a), Object.keys(b)).map((key) => [
      key,
      both(openedHints(a[key]), openedHints(b[key])),
    ]),
  );

/** @param {LessonProgress} mine @param {LessonProgress} theirs @returns {LessonProgress} */
function joinedLesson(mine, theirs) {
  const solved = both(mine.solved, theirs.solved);
  const days = [mine, theirs].filter(({ finished }) => finished).map((one) => one.finishedOn);
  return {
    ...mine,
    done: Math.max(mine.done, theirs.done, solved.length),
    of: Math.max(mine.of, theirs.of),
    finished: days.length > 0,
    finishedOn: days.length ? Math.min(...days) : 0,
    scores: bestScores(mine.scores, theirs.scores),
    step: mine.solved.length >= theirs.solved.length ? mine.step : theirs.step,
    solved,
    unaided: both(mine.unaided, theirs.unaided),
    hints: eachOf(mine.hints, theirs.hints),
    help: { ...theirs.help, ...mine.help },
  };
}

/**
 * Both together: of each lesson the better, of each question the longer wait. What this
 * browser has of its own (name, help to begin with) stays where it has any.
 * @param {Carried} mine @param {Carried} theirs @returns {Carried}
 */
export function joined(mine, theirs) {
  const slugs = both(Object.keys(mine.progress.lessons), Object.keys(theirs.progress.lessons));
  const { lessons } = mine.progress;
  const names = both(Object.keys(mine.review.waits), Object.keys(theirs.review.waits));
  return {
    progress: {
      name: mine.progress.name || theirs.progress.name,
      last: mine.progress.last || theirs.progress.last,
      lessons: Object.fromEntries(
        slugs.map((slug) => {
          const other = theirs.progress.lessons[slug];
          const one = lessons[slug] ?? other;
          return [slug, other ? joinedLesson(one, other) : one];
        }),
      ),
      experiments: both(mine.progress.experiments, theirs.progress.experiments),
      celebrated: mine.progress.celebrated || theirs.progress.celebrated,
      help: Object.keys(lessons).length ? mine.progress.help : theirs.progress.help,
    },
    review: {
      waits: Object.fromEntries(
        names.map((name) => {
          const [a, b] = [mine.review.waits[name], theirs.review.waits[name]];
          return [name, a && b ? (b.due > a.due ? b : a) : (a ?? b)];
        }),
      ),
      days: both(mine.review.days, theirs.review.days).sort((a, b) => a - b),
    },
    scenes: both(mine.scenes, theirs.scenes),
  };
}
