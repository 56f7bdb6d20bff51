/** The cases of the suite as trials to begin with. Pure: no page. */

/** @typedef {import('../../types.d.ts').SpfCaseSection} Section */

/**
 * @param {readonly Section[]} sections @param {(id: string) => string} heading
 * @returns {import('./crank.js').Offer[]}
 */
export const offersOf = (sections, heading) =>
  sections.flatMap(({ id: section, lines, silent = [], cases }) =>
    cases.map(({ id, address, helo, sender, domain, record = '', line = -1 }) => ({
      id: `${section}/${id}`,
      name: id,
      group: heading(section),
      trial: {
        address,
        helo,
        sender,
        domain,
        record,
        zone: lines.filter((_, at) => at !== line).join('\n'),
        silent,
      },
    })),
  );

/** @param {readonly Section[]} sections @param {string} id of the offer */
export function caseOf(sections, id) {
  const [section, ...name] = id.split('/');
  const found = sections.find((each) => each.id === section);
  return found?.cases.find((each) => each.id === name.join('/'));
}
