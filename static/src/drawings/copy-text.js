/**
 * Copies, and says whether it could. `navigator.clipboard` needs a secure context; a class on
 * the LAN has none.
 * @param {string} text
 */
export async function copyText(text) {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* the old way, then */
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'ct-vh';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
