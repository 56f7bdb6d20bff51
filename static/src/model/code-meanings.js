/**
 * Which texts say what one part of a line means: a reply code and its two digits, an
 * enhanced code, a response code, a keyword of an extension. Pure; a code without a text of
 * its own is explained by its first digits.
 */

/** @typedef {[string, string]} Meaning  what is explained, and the key of what it means */

/** Its reply lists, after the first line, what the server can do. */
const LISTING = 'EHLO';

/** @param {string} text `[UIDNEXT 6]` @returns {string} `UIDNEXT` */
const bracketed = (text) => /[^[\]\s]+/.exec(text)?.[0] ?? '';

/** @param {string} code `550` @returns {Meaning[]} */
function smtpCode(code) {
  const [first, second] = code;
  return [
    [code, `code.${code}`],
    [first, `code.first.${first}`],
    [second, `code.second.${second}`],
  ];
}

/** @param {string} code `5.1.1` @returns {Meaning[]} */
function enhancedCode(code) {
  const [first, ...rest] = code.split('.');
  const detail = rest.join('.');
  return [
    [first, `code.first.${first}`],
    [detail, `enhanced.${detail}`],
  ];
}

/** @type {Record<string, string>} */
const POP3_STATUS = { '+OK': 'ok', '-ERR': 'err', '+': 'more' };

/** @type {Record<string, (text: string) => Meaning[]>} by protocol and role */
const MEANINGS = {
  'smtp code': smtpCode,
  'smtp enhanced': enhancedCode,
  'pop3 status': (text) => [[text, `code.pop3.${POP3_STATUS[text]}`]],
  'pop3 code': (text) => [[bracketed(text), `code.pop3.${bracketed(text)}`]],
  'imap status': (text) => [[text, `code.imap.${text}`]],
  'imap code': (text) => [[bracketed(text), `code.imap.${bracketed(text)}`]],
  'imap tag': (text) => (text === '+' ? [['+', 'code.imap.more']] : []),
};

/**
 * What a part is called: `ui.part.NAME`. What follows the first line of an EHLO's reply is
 * no free text, and what follows a +OK is no kind of data.
 * @param {import('../types.d.ts').Step} step @param {string} role @param {number} line from 0
 */
export function partName({ beat, fact }, role, line) {
  const verb = /** @type {{verb?: string}} */ (fact).verb ?? '';
  if (role === 'text' && line > 0 && beat.protocol === 'smtp' && verb === LISTING) {
    return 'extension';
  }
  return role === 'data' && beat.protocol === 'pop3' ? 'lines' : role;
}

/**
 * The texts of the catalogue that say what a part means, as far as there are any.
 * @param {string} protocol @param {string} role @param {string} text
 * @param {(key: string) => boolean} has @returns {Meaning[]}
 */
export function meaningsOf(protocol, role, text, has) {
  return (MEANINGS[`${protocol} ${role}`]?.(text.trim()) ?? []).filter(([, key]) => has(key));
}
