/* Papers: a button that prints, shown only where it can; nothing else needs a script. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
/* A report says whose it is and when it was printed: only this browser knows. */
(function () {
  let name = '';
  try {
    name = JSON.parse(localStorage.getItem('cartero.progress'))?.name ?? '';
  } catch {
    /* nothing kept: the line stays empty, to be written on */
  }
  const now = new Date().toLocaleString(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  for (const box of document.querySelectorAll('[data-name]')) box.textContent = name;
  for (const box of document.querySelectorAll('[data-now]')) box.textContent = now;
})();
