/** A question to the class, as it is read. */
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** @typedef {import('../types.d.ts').ClassBallot} ClassBallot */
/** @typedef {import('../core/page-element.js').PageElement} PageElement */

/** Of a question of a lesson, in the reader's language or another.
 * @param {ClassBallot} ballot @param {PageElement} part */
const wordsOf = ({ words = {} }, part) => words[part.ctx.texts.lang] ?? Object.values(words)[0];

/** What an option says. @param {ClassBallot} ballot @param {number} option
 * @param {PageElement} part */
export function optionWords(ballot, option, part) {
  const said = ballot.options[option];
  if (ballot.kind === 'lesson') return unsafeHTML(wordsOf(ballot, part)?.options[option]);
  return ballot.kind === 'reply' ? part.t(`ui.reply.class_${said}`) : said;
}

/** The question itself. @param {ClassBallot} ballot @param {PageElement} part */
export function askedWords(ballot, part) {
  const { kind, asked } = ballot;
  if (kind === 'lesson') return unsafeHTML(wordsOf(ballot, part)?.asked);
  if (kind === 'own') return asked;
  return asked
    ? html`${part.t('ui.class.what_reply_to')} <code translate="no" lang="en">${asked}</code>`
    : part.t('ui.class.what_reply');
}

/** Hundredths of those who voted; 0 where nobody did.
 * @param {readonly number[]} tally @param {number} option */
export function share(tally, option) {
  const all = tally.reduce((sum, votes) => sum + votes, 0);
  return all ? Math.round((100 * tally[option]) / all) : 0;
}

/**
 * What a question brought: hundredths that were right at the first and at the last vote, and
 * how much of what could still be gained was gained (Hake); null where nothing can be said.
 * @param {ClassBallot} ballot
 */
export function gainOf({ tallies, right = undefined }) {
  if (right === undefined || !tallies.length) return null;
  const [before, after] = [tallies[0], tallies[tallies.length - 1]].map((each) =>
    share(each, right),
  );
  const gained = tallies.length > 1 && before < 100;
  return { before, after, gain: gained ? (after - before) / (100 - before) : null };
}
