/**
 * The one reducer of the browser: puts `[path, before, after]` changes into the model and
 * takes them out again. The folds live in Python; this only replays their results, so it
 * knows nothing of mail.
 *
 * It refuses to guess: `null` is absence; in an array what was absent is put in at its
 * index, what becomes absent is taken out, and the items behind it move. A path through
 * something that does not exist is a fault of the server and throws.
 */

/** @typedef {string | number} Key */
/** @typedef {[Key[], any, any]} Change  path, value before, value after */

/**
 * Values are copied in, never shared: a later change must not reach into the journal.
 * @template T @param {T} value @returns {T}
 */
function copied(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return /** @type {T} */ (value.map(copied));
  /** @type {Record<string, any>} */
  const copy = {};
  for (const key of Object.keys(value)) copy[key] = copied(/** @type {any} */ (value)[key]);
  return /** @type {T} */ (copy);
}

/** @param {any} model @param {Key[]} path @param {any} old @param {any} value */
function put(model, path, old, value) {
  let node = model;
  for (let i = 0; i < path.length - 1; i++) node = node[path[i]];
  const key = path[path.length - 1];
  if (node === null || typeof node !== 'object') {
    throw new TypeError(`No place for ${JSON.stringify(path)} in the model`);
  }
  const goes = value === null || value === undefined;
  const comes = old === null || old === undefined;
  if (!Array.isArray(node)) {
    if (goes) delete node[key];
    else node[key] = copied(value);
  } else if (goes) node.splice(Number(key), 1);
  else node.splice(Number(key), comes ? 0 : 1, copied(value));
}

/** @param {any} model @param {Change[]} changes */
export function applyChanges(model, changes) {
  for (const [path, before, after] of changes) put(model, path, before, after);
}

/** @param {any} model @param {Change[]} changes */
export function undoChanges(model, changes) {
  for (let i = changes.length - 1; i >= 0; i--) {
    const [path, before, after] = changes[i];
    put(model, path, after, before);
  }
}

/** A model of its own, for a keyframe. @param {any} model */
export const snapshot = (model) => copied(model);
