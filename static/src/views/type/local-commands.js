/**
 * The local prompt: `telnet HOST PORT`, before anybody is connected; `nslookup` and `dig`,
 * which the machine itself runs; `openssl s_client`, which is telnet inside TLS.
 *
 * Why it exists: the first word a learner types is not a protocol command, and a wrong one
 * deserves a friendly line, not silence. It decides what to do; the view does it.
 *
 * It refuses to judge whether the host exists: the simulated network answers that.
 */

/** Programs of the machine: the lab runs them. */
const PROGRAMS = ['nslookup', 'dig'];

/**
 * @typedef {{ act: "open", target: string, port: number, tls?: boolean }
 *   | { act: "run", text: string }
 *   | { act: "close" | "clear" | "nothing" }
 *   | { act: "say", key: string, params: Record<string, string> }} Local
 */

/** @param {string} key @param {Record<string, string>} [params] @returns {Local} */
const say = (key, params = {}) => ({ act: 'say', key, params });

/** @type {Record<string, Local>} */
const ALONE = {
  clear: { act: 'clear' },
  cls: { act: 'clear' },
  exit: { act: 'close' },
};

/**
 * Read one line typed at the local prompt.
 * @param {string} text
 * @param {readonly string[]} verbs protocol verbs, to recognise one typed too early
 * @param {Readonly<Record<string, number>>} services ports a learner may name in words
 * @returns {Local}
 */
export function readLocal(text, verbs, services) {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const command = word.toLowerCase();
  if (word === '') return { act: 'nothing' };
  if (command === 'telnet') return readTelnet(rest, services);
  if (command === 'openssl') return readOpenssl(rest);
  if (PROGRAMS.includes(command)) return { act: 'run', text: [command, ...rest].join(' ') };
  if (command === 'help' || command === 'ayuda' || word === '?') return say('ui.type.local_help');
  if (rest.length === 0 && ALONE[command]) return ALONE[command];
  if (verbs.includes(word.toUpperCase())) return say('ui.type.local_verb', { verb: word });
  return say('ui.type.local_unknown', { word });
}

/**
 * @param {string[]} words what follows `telnet`
 * @param {Readonly<Record<string, number>>} services
 * @returns {Local}
 */
function readTelnet(words, services) {
  const [target, port, extra] = words;
  if (target === undefined) return say('ui.type.telnet_bare');
  const joined = /^(.+):([0-9]+)$/.exec(target);
  if (joined && port === undefined) {
    return say('ui.type.telnet_colon', { host: joined[1], port: joined[2] });
  }
  if (port === undefined) return say('ui.type.telnet_no_port', { host: target });
  if (extra !== undefined) return say('ui.type.telnet_extra', { extra });
  const number = services[port.toLowerCase()] ?? (/^[0-9]{1,5}$/.test(port) ? Number(port) : 0);
  if (number < 1 || number > 65535) return say('ui.type.telnet_bad_port', { port });
  return { act: 'open', target, port: number };
}

/** What changes nothing here: line ends are CR LF anyway, and nothing is told of the keys. */
const IDLE_OPTIONS = ['-crlf', '-quiet'];

/** @param {string[]} words what follows `openssl` @returns {Local} */
function readOpenssl(words) {
  const [program, ...rest] = words;
  if (rest.includes('-starttls')) return say('ui.type.openssl_starttls');
  const [connect, place = '', extra] = rest.filter((word) => !IDLE_OPTIONS.includes(word));
  const [, target, port] = /^(.+):([0-9]{1,5})$/.exec(place) ?? [];
  const right = program === 's_client' && connect === '-connect' && extra === undefined;
  if (!right || target === undefined) return say('ui.type.openssl_bare');
  const number = Number(port);
  if (number < 1 || number > 65535) return say('ui.type.telnet_bad_port', { port });
  return { act: 'open', target, port: number, tls: true };
}
