/* Papers: a button that prints, shown only where it can; nothing else needs a script. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
