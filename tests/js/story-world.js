/** The machines of the story and the letter that travels. */
export const HOSTS = {
  'pc-ana': { id: 'pc-ana', on: true, label: { es: 'PC de Ana', en: "Ana's PC" }, role: 'mua', programs: [{ name: 'cliente de correo', port: 0, protocol: 'smtp' }], mailboxes: [], address: '198.51.100.23', person: 'Ana' },
  norte: { id: 'norte', on: true, label: { es: 'servidor norte', en: 'north server' }, role: 'server', programs: [{ name: 'smtp', port: 25, protocol: 'smtp' }, { name: 'pop3', port: 110, protocol: 'pop3' }], mailboxes: ['ana@norte.example'], address: '198.51.100.5', person: '' },
  sur: { id: 'sur', on: true, label: { es: 'servidor sur', en: 'south server' }, role: 'server', programs: [{ name: 'smtp', port: 25, protocol: 'smtp' }, { name: 'pop3', port: 110, protocol: 'pop3' }], mailboxes: ['benito@sur.example', 'carla@sur.example'], address: '192.0.2.10', person: '' },
  'pc-benito': { id: 'pc-benito', on: false, label: { es: 'PC de Benito', en: "Benito's PC" }, role: 'mua', programs: [{ name: 'cliente de correo', port: 0, protocol: 'pop3' }], mailboxes: [], address: '192.0.2.44', person: 'Benito' },
};
export const LETTER = [
  'From: Ana <ana@norte.example>', 'To: Benito <benito@sur.example>', 'Subject: Excursión del viernes',
  'Date: Mon, 23 Nov 2026 09:00:00 +0100', 'Message-ID: <1@pc-ana.norte.example>', '',
  'Hola, Benito:', '', '¿Vienes a la excursión del viernes? Salimos a las nueve.', '', 'Ana', '.', '',
].join('\r\n');
