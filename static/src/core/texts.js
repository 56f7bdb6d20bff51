/**
 * The words of the page in the language of the moment: the twin of
 * `simulator/projections/catalogue.py`. Templates know `{name}`, `{host:name}` (what people
 * call that machine; a capital where it opens a sentence), `{the:name}` (the same with the
 * language's article: "the north server", but "Ana's PC" and "mx1"; joined with the word before it
 * where the language does that: "del servidor norte") and `{n#one|many}`, and nothing else. Article
 * and plural are the catalogue's own texts `language.article`, `language.article.de`,
 * `language.plural`.
 *
 * It refuses to fail in front of a class: a missing key shows itself, a missing parameter
 * stays visible in braces.
 */

/** @typedef {import('../types.d.ts').Text} Text */
/** @typedef {Record<string, string>} Catalogue */
/**
 * Terms to be explained (model/terms.js).
 * @typedef {object} TermFinder
 * @property {(id: string) => import('../types.d.ts').Term | undefined} get
 * @property {(text: string, used: Set<string>) => {text: string, term: string}[]} parted
 */

const NAME = '[a-z_][a-z0-9_]*';
const FIELD = new RegExp(
  `(?:(?<before>\\p{L}+) )?\\{the:(?<the>${NAME})\\}|\\{(?:host:(?<host>${NAME})` +
    `|(?<count>${NAME})#(?<forms>[^\\{\\}\\|]*(?:\\|[^\\{\\}\\|]*)+)|(?<name>${NAME}))\\}`,
  'gu',
);
const PROPER = /[0-9]|^\p{Lu}\p{Ll}/u;
const OPENS_SENTENCE = /(?:^|[.!?] )$/;
const GROUP_FROM = 10_000;
const NO_BREAK_SPACE = '\u00a0';

/** Whole numbers from 10000 up in groups of three: 5 247 310. @param {unknown} value */
function shown(value) {
  if (!Number.isInteger(value) || Number(value) < GROUP_FROM) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
}

/** @param {string} word */
const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Whether a term of a plural rule (`plural_form` of simulator/languages.py) holds.
 * @param {string} term @param {number} count */
function holds(term, count) {
  const [, not, low, high, divisor] = /(!?)(\d+)-?(\d*)\/?(\d*)/.exec(term) ?? [];
  const rest = divisor ? count % Number(divisor) : count;
  return (Number(low) <= rest && rest <= Number(high || low)) !== Boolean(not);
}

/**
 * The form of a word for `count` things.
 * @param {string} forms
 * @param {unknown} count
 * @param {string} rule
 */
function plural(forms, count, rule = '1') {
  const all = forms.split('|');
  const fits = Number.isInteger(count)
    ? rule.split('|').findIndex((each) =>
        each
          .trim()
          .split(' ')
          .every((term) => holds(term, Number(count))),
      )
    : -1;
  return (fits < 0 ? undefined : all[fits]) ?? all[all.length - 1];
}

/** `label` after the word `before`, with an article unless it is a proper name.
 * @param {string} before @param {string} label @param {Catalogue} rules */
function withArticle(before, label, rules) {
  const proper = PROPER.test(label);
  const article = (!proper && rules['language.article']) || '{label}';
  const joined = !proper && rules[`language.article.${before.toLowerCase()}`];
  return (joined || `${before} ${article}`.trimStart()).replace('{label}', () => label);
}

/**
 * `template` with its placeholders replaced. A host that opens a sentence takes a capital.
 * @param {string} template
 * @param {Record<string, any>} params
 * @param {(host: string) => string} hostLabel
 * @param {Catalogue} [rules] of the same language
 */
export function fill(template, params, hostLabel, rules = {}) {
  return template.replace(FIELD, (whole, ...found) => {
    const { before = '', the, host, count, forms, name } = found.at(-1);
    const key = the ?? host ?? count ?? name;
    if (!(key in params)) return whole;
    if (count !== undefined) return plural(forms, params[key], rules['language.plural']);
    if (name !== undefined) return shown(params[key]);
    const label = hostLabel(String(params[key]));
    const told = the === undefined ? label : withArticle(before, label, rules);
    const opens = before
      ? before !== before.toLowerCase()
      : OPENS_SENTENCE.test(template.slice(0, found.at(-3)));
    return opens ? capital(told) : told;
  });
}

export class Texts extends EventTarget {
  lang = '';
  /** @type {Record<string, Catalogue>} */ #catalogues = {};
  /** @type {Record<string, TermFinder>} */ #terms = {};
  #load;
  #hostLabel;

  /**
   * @param {(lang: string) => Promise<Catalogue>} load fetches a catalogue once
   * @param {(host: string, lang: string) => string} hostLabel
   */
  constructor(load, hostLabel) {
    super();
    this.#load = load;
    this.#hostLabel = hostLabel;
  }

  /** Changes the language of everything on the page. @param {string} lang */
  async use(lang) {
    this.#catalogues[lang] ??= await this.#load(lang);
    this.lang = lang;
    this.dispatchEvent(new Event('change'));
  }

  /** Terms to be explained in texts, once they have come. */
  get terms() {
    return this.#terms[this.lang];
  }

  /** @param {string} lang @param {TermFinder} terms */
  addTerms(lang, terms) {
    this.#terms[lang] = terms;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} key */
  has(key) {
    return key in (this.#catalogues[this.lang] ?? {});
  }

  /** The words for `key`. @param {string} key @param {Record<string, any>} [params] */
  t = (key, params = {}) => {
    const catalogue = this.#catalogues[this.lang];
    return fill(
      catalogue?.[key] ?? key,
      params,
      (host) => catalogue?.[`mail_check.${host}`] ?? this.#hostLabel(host, this.lang),
      catalogue,
    );
  };

  /** The words for a `{key, params}` of the server; '' for none.
   * @param {Text | string | null | undefined} text */
  say = (text) => {
    if (!text) return '';
    return typeof text === 'string' ? text : this.t(text.key, text.params);
  };
}
