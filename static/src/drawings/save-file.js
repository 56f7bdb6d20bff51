/** Hands a file to the browser to save. @param {string} name @param {Blob} file */
export function saveFile(name, file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {string} text */
export const jsonFile = (text) => new Blob([text], { type: 'application/json' });
