/**
 * Labs outlive the page: what remakes each lies in this browser's database, and what was asked of
 * it since, which is written before its answer is heard.
 */
import { ASKED, LABS, PAGE, settled } from './database.js';

/** @typedef {{name: string, message: any}} Asked  a message of the channel */
/** @typedef {[lab: string, page: number, number: number]} Key  of what was asked */

export class KeptLabs {
  #database;
  /** What pages before this one asked. @type {Key[]} */ #found = [];

  /** @param {import('./database.js').Database} database */
  constructor(database) {
    this.#database = database;
  }

  /** Slot to lab; and what was asked since, in its order.
   * @returns {Promise<{labs: Record<string, string>, asked: Asked[]}>} */
  async all() {
    const found = await this.#database.read([LABS, ASKED], (...stores) =>
      Promise.all(stores.flatMap((each) => [settled(each.getAllKeys()), settled(each.getAll())])),
    );
    const [slots, labs, keys, asked] = found ?? [[], [], [], []];
    this.#found = /** @type {Key[]} */ (keys);
    const bySlot = slots.map((slot, index) => [slot, labs[index]]);
    return { labs: Object.fromEntries(bySlot), asked };
  }

  /** A request with that number may change the lab. @param {number} number @param {Asked} asked */
  note(number, asked) {
    return this.#database.write([ASKED], (store) =>
      store.put(asked, [asked.message.lab, PAGE, number]),
    );
  }

  /** It did not. @param {string} lab @param {number} number */
  forget(lab, number) {
    return this.#database.write([ASKED], (store) => store.delete([lab, PAGE, number]));
  }

  /**
   * The lab as it is after the request with that number.
   * @param {{slot: string, id: string, lab: string}} kept @param {number} number
   */
  keep({ slot, id, lab }, number) {
    const before = this.#found.filter(([of]) => of === id);
    return this.#database.write([LABS, ASKED], (labs, asked) => {
      labs.put(lab, slot);
      for (const key of before) asked.delete(key);
      asked.delete(IDBKeyRange.bound([id, PAGE], [id, PAGE, number]));
    });
  }
}
