/* Theme, projector mode and language before the first paint: the person's choices lie in
   this browser (static/src/core/prefs.js). A language chosen by address becomes the choice;
   any other choice is told to the server by a cookie, for the pages it writes itself. */
(function () {
  const NAME = 'cartero.prefs';
  const root = document.documentElement;
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
