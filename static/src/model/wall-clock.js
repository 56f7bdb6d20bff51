/**
 * Virtual time as a clock on the wall of that world: its epoch has an offset, and the
 * machine that shows it may be anywhere.
 */

const DAY_MS = 86_400_000;

/**
 * @param {string | undefined} epoch `2026-11-23T09:00:00+01:00`, the moment 0
 * @param {number} us virtual microseconds since
 * @returns {{day: number, time: string}} `day` counts from 1; `time` is `09:30:05`
 */
export function clockAt(epoch, us) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(epoch ?? '') ?? [
    '',
    '+',
    '00',
    '00',
  ];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const began = epoch ? Date.parse(epoch) + offset : 0;
  const now = began + Math.floor(us / 1000);
  const day = Math.floor(now / DAY_MS) - Math.floor(began / DAY_MS) + 1;
  return { day, time: new Date(now).toISOString().slice(11, 19) };
}
