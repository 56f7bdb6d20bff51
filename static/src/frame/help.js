/** Help: how the page works in a few sentences, the keys, and switches nobody needs daily. */
import { html, nothing } from 'lit';
import { ui } from '../drawings/icons.js';
import { furtherPages } from '../core/page-registry.js';
import { PageElement, watching } from '../core/page-element.js';

/** Keys shown (a word: `ui.key.` says what it is called), and the text key
 * of what they do. */
const KEY_HELP = [
  { keys: ['space', '.'], text: 'ui.keys.play' },
  { keys: ['→', 'page_down'], text: 'ui.keys.forward' },
  { keys: ['←', 'page_up'], text: 'ui.keys.back' },
  { keys: ['home', 'end'], text: 'ui.keys.ends' },
  { keys: ['↑', '↓'], text: 'ui.keys.ladder' },
  { keys: ['1', '2', '3', '4', '5'], text: 'ui.keys.speed' },
  { keys: ['q'], text: 'ui.keys.ask' },
  { keys: ['t'], text: 'ui.keys.type' },
  { keys: ['Esc'], text: 'ui.keys.stage' },
  { keys: ['a'], text: 'ui.keys.offer' },
  { keys: ['i'], text: 'ui.keys.inspector' },
  { keys: ['o'], text: 'ui.keys.side' },
  { keys: ['l'], text: 'ui.keys.lesson' },
  { keys: ['e'], text: 'ui.keys.letter' },
  { keys: ['r'], text: 'ui.keys.break' },
  { keys: ['m'], text: 'ui.keys.map' },
  { keys: ['y'], text: 'ui.keys.mystery' },
  { keys: ['f'], text: 'ui.keys.pin' },
  { keys: ['c'], text: 'ui.keys.lens' },
  { keys: ['p'], text: 'ui.keys.projector' },
  { keys: ['d'], text: 'ui.keys.dark' },
  { keys: ['?'], text: 'ui.keys.help' },
];

class Help extends PageElement {
  static watches = watching('texts', 'prefs');

  static properties = { closed: { attribute: false } };

  constructor() {
    super();
    /** told when it is closed */ this.closed = () => {};
  }

  firstUpdated() {
    this.querySelector('dialog')?.showModal();
  }

  render() {
    return html`<dialog class="ct-dialog" aria-labelledby="ct-help-name"
      @click=${this.#onBackdrop} @close=${() => this.closed()}><div class="ct-dialog-body">
      <header><h2 id="ct-help-name">${this.t('ui.help.name')}</h2>
        <button class="ct-ghost" aria-label=${this.t('ui.close')}
          @click=${this.#close}>${ui.close}</button></header>
      <ul class="ct-plain">${['story', 'machines', 'rungs', 'class'].map(
        (about) => html`<li
        >${this.t(`ui.help.${about}`)}</li>`,
      )}${this.#glossary()}</ul>
      <h3>${this.t('ui.help.keys')}</h3>
      <dl class="ct-keys">${KEY_HELP.map(
        (each) => html`<div>
        <dt>${each.keys.map(
          (key) => html`<kbd class="ct-key">${key.length > 1 ? this.t(`ui.key.${key}`) : key}</kbd>
          `,
        )}</dt>
        <dd>${this.t(each.text)}</dd></div>`,
      )}${this.#pageKeys()}</dl>
      <h3>${this.t('ui.help.switches')}</h3>
      ${this.#switch('keys', 'ui.help.single_keys')}
      ${this.#switch('still', 'ui.help.still')}
      ${this.#switch('projector', 'ui.switch.projector')}
    </div></dialog>`;
  }

  /** A saved session has no glossary. */
  #glossary() {
    const { boot, route } = this.ctx;
    if (boot.saved) return nothing;
    return html`<li><a class="ct-link" href=${route.href('glossary')}
      @click=${this.#close}>${this.t('ui.glossary.name')}</a>: ${this.t('ui.glossary.about')}</li>`;
  }

  /** Keys of the pages in «Más» that the fixed map does not name. */
  #pageKeys() {
    const known = KEY_HELP.flatMap((each) => each.keys);
    return furtherPages(this.ctx.boot)
      .filter((page) => page.key && !known.includes(page.key))
      .map(
        (page) => html`<div>
      <dt><kbd class="ct-key">${page.key}</kbd></dt><dd>${this.t(page.title)}</dd></div>`,
      );
  }

  /** @param {'keys' | 'still' | 'projector'} name @param {string} key */
  #switch(name, key) {
    const { prefs } = this.ctx;
    return html`<label class="ct-check"><input type="checkbox" .checked=${prefs.values[name]}
      @change=${(/** @type {Event} */ event) =>
        prefs.set(name, /** @type {HTMLInputElement} */ (event.target).checked)}>
      <span>${this.t(key)}</span></label>`;
  }

  #close = () => {
    this.querySelector('dialog')?.close();
  };
  /** @param {Event} event */
  #onBackdrop(event) {
    if (event.target === event.currentTarget) this.#close();
  }
}
customElements.define('ct-help', Help);
