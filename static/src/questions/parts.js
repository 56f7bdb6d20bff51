/** The parts of a question, each answered under an id of its own. Pure. */

/** @typedef {import('../types.d.ts').AskedQuestion} Asked */
/** @typedef {import('../types.d.ts').StepStanding} StepStanding */

/**
 * How a step stands that nobody has touched.
 * @type {StepStanding}
 */
export const UNTOUCHED = {
  id: '',
  begun: false,
  solved: false,
  earlier: false,
  goals: [],
  answers: {},
  right: {},
  years: {},
  families: [],
  after: '',
  hint: '',
};

/**
 * The ids a question is answered under: its own, or one for each arrow.
 * @param {Asked} asked
 * @returns {{ id: string, label: string }[]}
 */
export const partsOf = (asked) => asked.arrows ?? [{ id: asked.id, label: '' }];

/** Every part of the question has an answer. @param {Asked} asked @param {StepStanding} state */
export const allAnswered = (asked, state) =>
  partsOf(asked).every(({ id }) => (state.answers[id]?.tries ?? 0) > 0);

/** Words of an option where no markup is shown. @param {string} safeHtml */
export function plain(safeHtml) {
  const template = document.createElement('template');
  template.innerHTML = safeHtml;
  return template.content.textContent ?? '';
}

/**
 * An answer about a sentence: the word marked and its correction, either of them "".
 * @param {string} value @returns {{ word: string, option: string }}
 */
export function markOf(value) {
  const [word, option = ''] = value.split('=');
  return { word, option };
}

/** Nothing in the sentence is wrong. */
export const AS_IT_IS = 'ok';

/**
 * Things in the order of their years. `gap`: years since the one before.
 * @param {readonly { value: string, label: string }[]} options
 * @param {Record<string, number>} years
 */
export function onAxis(options, years) {
  const dated = options
    .filter(({ value }) => value in years)
    .map(({ value, label }) => ({ label, year: years[value] }))
    .sort((one, other) => one.year - other.year);
  return dated.map((each, i) => ({ ...each, gap: i ? each.year - dated[i - 1].year : 0 }));
}

/**
 * Messages in the order of their conversation: each, then those that answer it.
 * @param {readonly string[]} names @param {Record<string, string>} parents
 * @returns {{ name: string, depth: number }[]}
 */
export function inThread(names, parents) {
  /** @type {(parent: string, depth: number) => { name: string, depth: number }[]} */
  const below = (parent, depth) =>
    names
      .filter((name) => (parents[name] ?? '') === parent)
      .flatMap((name) => [{ name, depth }, ...below(name, depth + 1)]);
  return below('', 0);
}
