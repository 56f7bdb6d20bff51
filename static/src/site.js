/**
 * The map of the site: every page there is, and what it fetches when first opened.
 *
 * The three doors stand in the navigation; pages with `more: true` in the menu «Más». What
 * is not registered here does not exist for a visitor. How to add one: simulator/README.md.
 */
import { html } from 'lit';
import { Piece } from './core/lazy-piece.js';
import { registerPage } from './core/page-registry.js';

registerPage({
  id: 'home',
  title: 'ui.home.name',
  icon: 'stage',
  order: 0,
  headed: true,
  piece: new Piece(() => import('./views/home/home.js'), 'home'),
  render: () => html`<ct-home></ct-home>`,
});
registerPage({
  id: 'watch',
  moment: true,
  sided: 'panel',
  title: 'ui.nav.watch',
  icon: 'stage',
  order: 1,
  piece: new Piece(() => import('./views/watch/watch.js')),
  render: (rest) => html`<ct-watch .tab=${rest || 'story'}></ct-watch>`,
});
registerPage({
  id: 'type',
  moment: true,
  title: 'ui.nav.type',
  icon: 'term',
  order: 2,
  key: 't',
  piece: new Piece(() => import('./views/type/type.js'), 'type'),
  render: () => html`<ct-type></ct-type>`,
});
registerPage({
  id: 'learn',
  title: 'ui.nav.learn',
  icon: 'book',
  order: 3,
  key: 'l',
  headed: true,
  piece: new Piece(() => import('./views/learn/learn.js'), 'learn'),
  render: () => html`<ct-learn></ct-learn>`,
});

registerPage({
  id: 'letter',
  moment: true,
  title: 'ui.letter.name',
  about: 'ui.letter.about',
  icon: 'sheet',
  order: 10,
  more: true,
  key: 'e',
  piece: new Piece(() => import('./views/letter/letter.js'), 'letter'),
  render: (rest) => html`<ct-letter .rest=${rest}></ct-letter>`,
});
registerPage({
  id: 'break',
  moment: true,
  sided: 'bench',
  title: 'ui.break.name',
  about: 'ui.break.page',
  icon: 'bolt',
  order: 11,
  more: true,
  key: 'r',
  piece: new Piece(() => import('./views/break/break.js'), 'learn', 'break'),
  render: (rest) => html`<ct-break .rest=${rest}></ct-break>`,
});
registerPage({
  id: 'save',
  title: 'ui.save.name',
  about: 'ui.save.about',
  icon: 'save',
  order: 15,
  more: true,
  key: 'g',
  piece: new Piece(() => import('./views/save/save.js'), 'save'),
  render: () => html`<ct-save></ct-save>`,
});
registerPage({
  id: 'scenarios',
  title: 'ui.scenarios.name',
  about: 'ui.scenarios.about',
  icon: 'map',
  order: 9,
  more: true,
  key: 's',
  piece: new Piece(() => import('./views/scenarios/scenarios.js'), 'scenarios'),
  render: () => html`<ct-scenarios></ct-scenarios>`,
});
registerPage({
  id: 'eras',
  title: 'ui.eras.name',
  about: 'ui.eras.about',
  icon: 'clock',
  order: 9,
  more: true,
  key: 'z',
  headed: true,
  piece: new Piece(() => import('./views/eras/eras.js'), 'boxes'),
  render: (rest) => html`<ct-eras .year=${rest}></ct-eras>`,
});
registerPage({
  id: 'map',
  title: 'ui.map.name',
  about: 'ui.map.about',
  icon: 'map',
  order: 8,
  more: true,
  key: 'm',
  headed: true,
  piece: new Piece(() => import('./views/map/map.js'), 'map', 'scene'),
  render: (rest) => html`<ct-map .rest=${rest}></ct-map>`,
});
registerPage({
  id: 'spy',
  title: 'ui.spy.name',
  about: 'ui.spy.about',
  icon: 'look',
  order: 12,
  more: true,
  headed: true,
  piece: new Piece(() => import('./views/spy/spy.js'), 'boxes'),
  render: () => html`<ct-spy></ct-spy>`,
});
registerPage({
  id: 'mystery',
  sided: 'panel',
  title: 'ui.mystery.name',
  about: 'ui.mystery.about',
  icon: 'look',
  order: 12,
  more: true,
  key: 'y',
  piece: new Piece(() => import('./views/mystery/mystery.js'), 'mystery'),
  render: () => html`<ct-mystery></ct-mystery>`,
});
registerPage({
  id: 'exam',
  title: 'ui.exam.menu',
  about: 'ui.exam.about',
  icon: 'clock',
  order: 13,
  more: true,
  key: 'x',
  headed: true,
  piece: new Piece(() => import('./views/exam/exam.js'), 'learn', 'mystery', 'exam'),
  render: () => html`<ct-exam></ct-exam>`,
});
registerPage({
  id: 'drills',
  title: 'ui.drills.name',
  about: 'ui.drills.about',
  icon: 'again',
  order: 13,
  more: true,
  key: 'j',
  headed: true,
  piece: new Piece(() => import('./views/drills/drills.js'), 'drills'),
  render: () => html`<ct-drills></ct-drills>`,
});
registerPage({
  id: 'certificate',
  title: 'ui.certificate.name',
  about: 'ui.certificate.about',
  icon: 'sheet',
  order: 14,
  more: true,
  headed: true,
  piece: new Piece(() => import('./views/certificate/certificate.js'), 'exam', 'certificate'),
  render: () => html`<ct-certificate></ct-certificate>`,
});
registerPage({
  id: 'boxes',
  moment: true,
  title: 'ui.boxes.name',
  about: 'ui.boxes.about',
  icon: 'boxes',
  order: 11,
  more: true,
  key: 'b',
  piece: new Piece(() => import('./views/boxes/boxes.js'), 'boxes'),
  render: () => html`<ct-boxes></ct-boxes>`,
});
registerPage({
  id: 'own-letter',
  title: 'ui.own_letter.name',
  about: 'ui.own_letter.about',
  icon: 'sheet',
  order: 10,
  more: true,
  key: 'u',
  headed: true,
  piece: new Piece(
    () => import('./views/own-letter/own-letter.js'),
    'letter',
    'own-letter',
    'seals',
  ),
  render: () => html`<ct-own-letter></ct-own-letter>`,
});
registerPage({
  id: 'glossary',
  title: 'ui.glossary.name',
  about: 'ui.glossary.about',
  icon: 'book',
  order: 12,
  more: true,
  key: 'v',
  headed: true,
  piece: new Piece(() => import('./views/glossary/glossary.js'), 'glossary'),
  render: (rest) => html`<ct-glossary .rest=${rest}></ct-glossary>`,
});
registerPage({
  id: 'sender',
  title: 'ui.sender.name',
  about: 'ui.sender.about',
  icon: 'look',
  order: 13,
  more: true,
  key: 'f',
  headed: true,
  piece: new Piece(() => import('./views/sender/sender.js'), 'sender'),
  render: (rest) => html`<ct-sender .rest=${rest}></ct-sender>`,
});
registerPage({
  id: 'author',
  title: 'ui.author.name',
  about: 'ui.author.about',
  icon: 'sheet',
  order: 16,
  more: true,
  key: 'n',
  headed: true,
  piece: new Piece(() => import('./views/author/author.js'), 'author'),
  render: () => html`<ct-author></ct-author>`,
});
registerPage({
  id: 'moment',
  title: 'ui.moment.name',
  about: 'ui.moment.about',
  icon: 'here',
  order: 19,
  more: true,
  key: 'k',
  piece: new Piece(() => import('./views/moment/moment.js'), 'moment'),
  render: () => html`<ct-moment></ct-moment>`,
});
registerPage({
  id: 'share',
  title: 'ui.more.share',
  about: 'ui.more.share.about',
  icon: 'share',
  order: 20,
  more: true,
  leads: (boot) => boot.share_page ?? '',
});
registerPage({
  id: 'class',
  title: 'ui.more.class',
  about: 'ui.more.class.about',
  icon: 'class',
  order: 21,
  more: true,
  leads: () => '/clase',
});
registerPage({
  id: 'classroom',
  title: 'ui.class.desk',
  icon: 'class',
  order: 0,
  headed: true,
  piece: new Piece(() => import('./views/classroom/classroom.js'), 'classroom'),
  render: (rest) => html`<ct-classroom .rest=${rest}></ct-classroom>`,
});
registerPage({
  id: 'network',
  title: 'ui.network.name',
  icon: 'map',
  order: 0,
  piece: new Piece(() => import('./views/network/network.js'), 'network', 'held-letters'),
  render: () => html`<ct-network></ct-network>`,
});
registerPage({
  id: 'internet',
  title: 'ui.internet.name',
  icon: 'map',
  order: 0,
  headed: true,
  piece: new Piece(() => import('./views/internet/internet.js'), 'internet', 'held-letters'),
  render: () => html`<ct-internet></ct-internet>`,
});
registerPage({
  id: 'teacher',
  title: 'ui.more.teacher',
  about: 'ui.more.teacher.about',
  icon: 'class',
  order: 19,
  more: true,
  leads: () => '/docente',
});
registerPage({
  id: 'gateway',
  title: 'ui.more.gateway',
  about: 'ui.more.gateway.about',
  icon: 'plug',
  order: 22,
  more: true,
  leads: () => '/pasarela',
});
registerPage({
  id: 'ports',
  title: 'ui.more.ports',
  about: 'ui.more.ports.about',
  icon: 'plug',
  order: 23,
  more: true,
  leads: (boot) => (boot.share_page ? `/lab/${boot.lab}/pasarela` : ''),
});
