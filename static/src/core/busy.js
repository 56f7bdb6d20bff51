/**
 * Says on the root element (`data-busy`) that something is still on its way: an answer, events
 * the server announced, a file, a drawing that was put off. Without it, all has come and is
 * drawn. Tests and tools wait for that; what plays by itself (the playhead) is not counted.
 */

let count = 0;

/** Nothing new began while the last frame was drawn. */
function look() {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!count) delete document.documentElement.dataset.busy;
    }),
  );
}

/** Something begins. @returns {() => void} call it when that has ended; twice is harmless */
export function busy() {
  if (typeof document === 'undefined') return () => {};
  let going = true;
  count += 1;
  document.documentElement.dataset.busy = '';
  return () => {
    if (going) count -= 1;
    going = false;
    if (!count) look();
  };
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} the same */
export function busyWith(work) {
  const done = busy();
  work.then(done, done);
  return work;
}
