/* Theme, projector mode and language before the first paint: the person's choices lie in
   this browser (static/src/core/prefs.js). A language chosen by address becomes the choice;
   any other choice is told to the server by a cookie, for the pages it writes itself. A page
   that is not drawn by then is late: it has a sentence for that. */
(function () {
  const NAME = 'cartero.prefs';
  const LATE_MS = 8000;
  const root = document.documentElement;
  setTimeout(() => {
    root.dataset.late = 'yes';
  }, LATE_MS);
  let prefs = {};
  try {
    prefs = JSON.parse(localStorage.getItem(NAME)) || {};
  } catch {
    /* none */
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = prefs.theme || (dark ? 'dark' : 'light');
  root.dataset.mode = prefs.projector ? 'show' : '';
  if (root.hasAttribute('data-chosen')) {
    if (prefs.lang === root.lang) return;
    prefs.lang = root.lang;
    try {
      localStorage.setItem(NAME, JSON.stringify(prefs));
    } catch {
      /* full */
    }
  } else if (/^[a-z]{2,3}$/.test(prefs.lang)) {
    document.cookie = 'lang=' + prefs.lang + '; path=/; max-age=31536000; samesite=lax';
  }
})();
