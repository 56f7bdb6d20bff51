/**
 * How far an experiment has come in this lab: a fold over the journal, so a reload, another
 * tab and an undo all agree. Pure.
 */

/** @typedef {import('../../types.d.ts').Served} Served */
/** @typedef {import('../../types.d.ts').ExperimentPage} Experiment */

/** The question its prediction answers. @param {string} slug */
export const questionOf = (slug) => `experiment.${slug}`;

/**
 * `at`: seq of the prediction, -1 before; `predicted`: the option's number; `ran`: it was
 * let happen after that.
 * @param {Served[]} events @param {string} slug
 */
export function standingOf(events, slug) {
  const answered = events.find(
    ({ fact }) => fact.kind === 'lab.answered' && fact.question === questionOf(slug),
  );
  const at = answered?.seq ?? -1;
  const ran =
    at >= 0 &&
    events.some(
      ({ seq, fact }) => seq > at && fact.kind === 'lab.intervened' && fact.actor === 'auto',
    );
  return { at, predicted: answered ? Number(answered.fact.value) : -1, ran };
}

/** Something happened here already: a fresh start is a restart. @param {Served[]} events */
export const isUsed = (events) =>
  events.some(({ fact }) => fact.kind === 'lab.answered' || fact.kind === 'lab.intervened');
