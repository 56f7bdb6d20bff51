/**
 * What a student answered in an exam, in the shape of a step's standing, without a word about
 * what is right: that is said at the end. Pure.
 */
import { UNTOUCHED } from '../../questions/parts.js';

/** @typedef {import('../../types.d.ts').StepStanding} Standing */

/**
 * @param {readonly { fact: { kind: string, [field: string]: any } }[]} events
 * @returns {Standing}
 */
export function answersIn(events) {
  const told = { right: false, tries: 1, held: [], made: null, feedback: '' };
  /** @type {Standing['answers']} */ const answers = {};
  for (const { fact } of events)
    if (fact.kind === 'lab.answered' && fact.actor === 'student')
      answers[fact.question] = { ...told, value: fact.value };
  return { ...UNTOUCHED, begun: true, answers };
}
