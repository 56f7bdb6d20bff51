/**
 * What is typed is asked one after another: while an answer is awaited only the newest wish
 * is kept, and it is asked as soon as the answer is there. So the last answer is of the last
 * wish, however fast one types and however slow the server is.
 * @template Wish, Answer
 */
export class Latest {
  #ask;
  #got;
  /** @type {{wish: Wish} | null} */ #next = null;
  #asking = false;

  /**
   * @param {(wish: Wish) => Promise<Answer>} ask
   * @param {(answer: Answer | null, wish: Wish) => void} got  null: no answer could be had
   */
  constructor(ask, got) {
    this.#ask = ask;
    this.#got = got;
  }

  /** @param {Wish} wish */
  async want(wish) {
    this.#next = { wish };
    if (this.#asking) return;
    this.#asking = true;
    while (this.#next) {
      const now = this.#next.wish;
      this.#next = null;
      const answer = await this.#ask(now).catch(() => null);
      if (!this.#next) this.#got(answer, now);
    }
    this.#asking = false;
  }
}
