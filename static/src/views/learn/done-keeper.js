/** Keeps in this browser what was done in a lesson, whenever it has become worth more. */
import { fetchJson } from '../../core/fetch-json.js';
import { keepWork } from '../../model/course-work.js';

export class DoneKeeper {
  #shelf;
  #lab;
  #slug;
  #worth = '';

  /** @param {Storage | null} shelf @param {string} lab @param {string} slug */
  constructor(shelf, lab, slug) {
    this.#shelf = shelf;
    this.#lab = lab;
    this.#slug = slug;
  }

  /** @param {string} branch @param {import('../../types.d.ts').Scores} scores as judged now */
  async keep(branch, scores) {
    const worth = JSON.stringify([branch, scores]);
    if (worth === this.#worth || !Object.values(scores).some(({ got }) => got)) return;
    this.#worth = worth;
    try {
      const { line } = await fetchJson(`/lab/${this.#lab}/line.json?branch=${branch}`);
      const got = Object.values(scores).reduce((sum, each) => sum + each.got, 0);
      keepWork(this.#shelf, this.#slug, line, got);
    } catch {
      /* the server is away: the next verdict tries again */
      this.#worth = '';
    }
  }
}
