/**
 * Labs outlive the page: what remakes each lies in this browser's database. A browser that
 * allows none (a frame without an origin, a private window) keeps them as long as the page.
 */

const DATABASE = 'cartero';
const VERSION = 2;
const STORE = 'labs';
/** What was told last, under one key (last-seen.js). */
const SEEN = 'seen';

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const settled = (request) =>
  new Promise((done, fail) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => fail(request.error));
  });

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(DATABASE, VERSION);
  request.addEventListener('upgradeneeded', () => {
    const { result } = request;
    for (const name of [STORE, SEEN])
      if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
  });
  return settled(request);
}

export class KeptLabs {
  /** @type {Promise<IDBDatabase | null>} */ #database;

  constructor() {
    this.#database = Promise.resolve()
      .then(open)
      .catch(() => null);
  }

  /** Slot to lab. @returns {Promise<Record<string, string>>} */
  async all() {
    const database = await this.#database;
    if (!database) return {};
    try {
      const store = database.transaction(STORE).objectStore(STORE);
      const [slots, labs] = await Promise.all([
        settled(store.getAllKeys()),
        settled(store.getAll()),
      ]);
      return Object.fromEntries(slots.map((slot, index) => [String(slot), labs[index]]));
    } catch {
      return {};
    }
  }

  /** It ends when it is kept, or cannot be. @param {string} slot @param {string} lab */
  async keep(slot, lab) {
    const database = await this.#database;
    if (!database) return;
    try {
      await settled(database.transaction(STORE, 'readwrite').objectStore(STORE).put(lab, slot));
    } catch {
      /* no room: it lasts as long as the page */
    }
  }

  /** @returns {Promise<string | null>} */
  async seen() {
    const database = await this.#database;
    if (!database) return null;
    try {
      return (await settled(database.transaction(SEEN).objectStore(SEEN).get(SEEN))) ?? null;
    } catch {
      return null;
    }
  }

  /** It ends when it is kept, or cannot be. @param {string} told */
  async keepSeen(told) {
    const database = await this.#database;
    if (!database) return;
    try {
      await settled(database.transaction(SEEN, 'readwrite').objectStore(SEEN).put(told, SEEN));
    } catch {
      /* no room: a reload draws the page when Python is up */
    }
  }
}
