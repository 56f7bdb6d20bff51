/**
 * The whole session as plain text: who said what to whom, and in plain words what happened.
 * It is what the ladder shows, for eyes and ears that do not use it, and for the clipboard.
 */
import { decode, linesOf, wireLines } from '../../model/wire-text.js';

const LETTER_LINES_MAX = 200;

/**
 * @param {import('../../types.d.ts').Step} step
 * @param {(text: any) => string} say
 * @returns {string[]} lines: the sentence, then the wire text indented
 */
export function transcriptOf(step, say) {
  const { step: number, from, client, server, shape } = step.beat;
  const lines = [`${number}. ${say(step.say)}`];
  const who = from === client ? 'C:' : from === server ? 'S:' : '--';
  if (shape !== 'letter' && shape !== 'command' && shape !== 'reply' && shape !== 'typed')
    return lines;
  const wire =
    shape === 'letter' && step.octets
      ? linesOf(decode(step.octets)).slice(0, LETTER_LINES_MAX)
      : wireLines(step)
          .map((line) => line.head + line.rest)
          .filter(Boolean);
  lines.push(...wire.map((line) => `   ${who} ${line}`));
  return lines;
}
