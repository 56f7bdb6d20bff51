/* A table that is sorted by any of its columns; without this it stands in the order in which
   students came. */
for (const table of document.querySelectorAll('[data-sorted]')) {
  const body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  /* Cells of a row in the order of the heads that sort: the student, then each number. */
  const heads = [...table.querySelectorAll('[data-sort]')];
  const compare = (one, other, column) => {
    const [a, b] = [one.cells[column], other.cells[column]];
    if (!column) return collator.compare(a.textContent, b.textContent);
    return Number(a.dataset.value) - Number(b.dataset.value);
  };
  const sort = (column) => {
    const first = column ? 'descending' : 'ascending';
    const last = column ? 'ascending' : 'descending';
    const order = heads[column].getAttribute('aria-sort') === first ? last : first;
    for (const head of heads) head.removeAttribute('aria-sort');
    heads[column].setAttribute('aria-sort', order);
    const sign = order === 'ascending' ? 1 : -1;
    const rows = [...body.rows].sort((one, other) => sign * compare(one, other, column));
    body.append(...rows);
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.title = head.dataset.words;
    button.addEventListener('click', () => sort(column));
    head.replaceChildren(button);
  });
}
