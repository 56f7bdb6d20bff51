/** A question to the class, as it is read: without a page. */

/** @typedef {import('../types.d.ts').ClassBallot} ClassBallot */

/** What an option says. @param {ClassBallot} ballot @param {number} option
 * @param {(key: string) => string} t */
export function optionWords(ballot, option, t) {
  const said = ballot.options[option];
  return ballot.kind === 'reply' ? t(`ui.reply.class_${said}`) : said;
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
