/**
 * The whole session as plain text: who said what to whom, and in plain words what happened.
 * It is what the ladder shows, for eyes and ears that do not use it, and for the clipboard.
 */
import { decode, linesOf, wireLines } from './wire.js';

const LETTER_LINES_MAX = 200;

/**
 * @param {import('./types.d.ts').Step} step
 * @param {{say: (text: any) => string, host: (id: string) => string}} words
 * @returns {string[]} lines: the sentence, then the wire text indented
 */
export function transcriptOf(step, { say, host }) {
  const { step: number, from, to, shape } = step.beat;
  const lines = [`${number}. ${say(step.say)}`];
  const who = from === to ? host(from) : `${host(from)} → ${host(to)}`;
  const wire = shape === 'letter' && step.octets
    ? linesOf(decode(step.octets)).slice(0, LETTER_LINES_MAX)
    : wireLines(step).map((line) => line.head + line.rest).filter(Boolean);
  lines.push(...wire.map((line, i) => `   ${i ? ' '.repeat(who.length) : who}  ${line}`));
  return lines;
}
