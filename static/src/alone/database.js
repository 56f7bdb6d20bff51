/**
 * This browser's database. What is written at once is there whole, or not at all, and once `write`
 * has ended no closing of the page takes it away. A browser that allows none (a frame without an
 * origin, a private window) keeps nothing: whatever is read there is null.
 */
const NAME = 'cartero';
const VERSION = 3;

/** Slot to lab. */
export const LABS = 'labs';
/** What was asked of a lab since it was kept, by lab, `PAGE` and number (kept-labs.js). */
export const ASKED = 'asked';
/** What a page was told last, by `PAGE` and number (last-seen.js). */
export const SEEN = 'seen';

/** This page, among those that write here; of two the one that began later is greater. */
export const PAGE = Date.now() + Math.random();

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export const settled = (request) =>
  new Promise((done, fail) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => fail(request.error));
    request.addEventListener('blocked', () => fail(new Error('an older page is open')));
  });

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
const completed = (transaction) =>
  new Promise((done, fail) => {
    transaction.addEventListener('complete', () => done());
    transaction.addEventListener('abort', () => fail(transaction.error));
  });

/** What was seen has another form in each version. @param {IDBDatabase} database */
function arrange(database) {
  if (database.objectStoreNames.contains(SEEN)) database.deleteObjectStore(SEEN);
  for (const name of [LABS, ASKED, SEEN])
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.addEventListener('upgradeneeded', () => arrange(request.result));
  const database = await settled(request);
  database.addEventListener('versionchange', () => database.close());
  return database;
}

export class Database {
  /** @type {Promise<IDBDatabase | null>} */ #opened = Promise.resolve()
    .then(open)
    .catch(() => null);

  /**
   * @template T
   * @param {string[]} names @param {(...stores: IDBObjectStore[]) => Promise<T>} ask
   * @returns {Promise<T | null>}
   */
  async read(names, ask) {
    const database = await this.#opened;
    if (!database) return null;
    try {
      const transaction = database.transaction(names);
      return await ask(...names.map((name) => transaction.objectStore(name)));
    } catch {
      return null;
    }
  }

  /**
   * It ends when it is kept, or cannot be: there is no room, and it lasts as long as the page.
   * @param {string[]} names @param {(...stores: IDBObjectStore[]) => void} change
   */
  async write(names, change) {
    const database = await this.#opened;
    if (!database) return;
    try {
      const transaction = database.transaction(names, 'readwrite', { durability: 'relaxed' });
      change(...names.map((name) => transaction.objectStore(name)));
      transaction.commit();
      await completed(transaction);
    } catch {
      /* as long as the page */
    }
  }
}
