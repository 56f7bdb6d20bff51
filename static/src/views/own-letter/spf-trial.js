/**
 * Pasted records as a trial of SPF: the record of the domain apart, the others as they are. Pure.
 */

/** @typedef {import('../../types.d.ts').ClientSaid} ClientSaid */

const OF_SPF = /^(\S+?)\.?\s+(?:\d+\s+)?(?:IN\s+)?TXT\s+"?(v=spf1[^"]*)"?\s*$/i;
const ALONE = /^"?(v=spf1[^"]*)"?$/i;

/**
 * Null where there is no record of that domain, or it is in pieces.
 * @param {string} records @param {string} domain @param {ClientSaid} [client]
 */
export function spfTrial(records, domain, client) {
  const lines = records.split(/\r?\n/).map((line) => line.trim());
  const at = lines.findIndex((line) => {
    const [, name] = OF_SPF.exec(line) ?? [];
    return name?.toLowerCase() === domain.toLowerCase() || ALONE.test(line);
  });
  if (at < 0 || !client) return null;
  const record = OF_SPF.exec(lines[at])?.[2] ?? ALONE.exec(lines[at])?.[1] ?? '';
  const zone = lines.filter((line, i) => i !== at && !line.includes('._domainkey.')).join('\n');
  const { address, helo, mail_from: sender } = client;
  return { address, helo, sender, domain, record: record.trim(), zone };
}
