/**
 * The frame of every page: brand, navigation, switches, what must be said about the link,
 * and on a phone the tabs at the bottom. What is inside comes from the registered pages;
 * those beside the three doors are reached by «Más» (more-menu.js), and Escape leads back to Mira.
 */
import { html, nothing } from 'lit';
import { isSideShown, KEY_ACTION } from '../core/keys.js';
import { logo, ui } from '../drawings/icons.js';
import { drawNotice } from '../drawings/notice.js';
import { comingSoon, lazy, Piece } from '../core/lazy-piece.js';
import { doors, pageOf } from '../core/page-registry.js';
import { PageElement, watching } from '../core/page-element.js';
import './more-menu.js';

const HELP = comingSoon(() => import('./help.js'), 'dialogs');
const FOLLOW = new Piece(() => import('../classroom/follow-bar.js'));
/** Bars of pages that are not drawn without them: of who came by a permalink, of a class, of a
 * scene. */
export const LANDED = new Piece(() => import('./landed-bar.js'));
export const CLASS = new Piece(() => import('../classroom/class-bar.js'), 'class-bar');
export const SCENE = new Piece(() => import('./scene-bar.js'), 'scene');

export class Shell extends PageElement {
  static watches = watching('texts', 'prefs', 'route', 'link');
  static properties = { helping: { state: true } };

  constructor() {
    super();
    /** the help is open */ this.helping = false;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener(KEY_ACTION, this.#onAction);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener(KEY_ACTION, this.#onAction);
  }

  #onAction = (/** @type {Event} */ event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    const { route } = this.ctx;
    if (detail === 'help') this.#openHelp();
    if (detail === 'stage' && pageOf(route.place.id).more) route.go('watch');
  };

  #openHelp() {
    this.helping = true;
  }

  #onHelped = () => {
    this.helping = false;
  };

  render() {
    const { id, rest } = this.ctx.route.place;
    const page = pageOf(id);
    const draw = () => page.render?.(rest);
    const { boot } = this.ctx;
    document.title = `${this.t(page.title)} · Cartero`;
    return html`
      <a class="ct-skip" href="#main" @click=${this.#skip}>${this.t('ui.skip')}</a>
      <header class="ct-top">
        <a class="ct-brand" translate="no" href=${this.ctx.route.href('home')}
          >${logo}<span>Cartero</span></a>
        ${page.headed && !boot.lesson ? nothing : this.#title()}
        ${this.#navigation(page.id)}
        ${this.#switches(page.sided)}
      </header>
      <div class="ct-bars">${
        boot.scene && page.id !== 'map'
          ? lazy(SCENE, () => html`<ct-scene-bar></ct-scene-bar>`)
          : nothing
      }
      ${boot.classroom ? lazy(CLASS, () => html`<ct-class-bar></ct-class-bar>`) : nothing}
      ${this.#follows() ? lazy(FOLLOW, () => html`<ct-follow-bar></ct-follow-bar>`) : nothing}
      ${this.#wayOn()}
      ${this.#notices()}</div>
      <main class="ct-main" id="main" tabindex="-1" data-page=${page.id}>
        ${
          page.headed
            ? nothing
            : html`<h1 class="ct-vh">${this.t(page.title)}</h1
          >`
        }${page.piece ? lazy(page.piece, draw) : draw()}</main>
      ${this.#tabs(page.id, rest)}
      ${
        this.helping
          ? lazy(HELP, () => html`<ct-help .closed=${this.#onHelped}></ct-help>`)
          : nothing
      }`;
  }

  /** To go on from the moment on show: after a permalink, or in a saved session. */
  #wayOn() {
    const { boot, bar } = this.ctx;
    if (boot.moment) return lazy(LANDED, () => html`<ct-landed-bar></ct-landed-bar>`);
    return bar?.() ?? nothing;
  }

  /** This visitor only watches, and sees what the presenter shows. */
  #follows() {
    const { boot } = this.ctx;
    const { follows, peeks } = boot.classroom ?? {};
    return !boot.may_act && !boot.live && !boot.saved && !follows && !peeks;
  }

  /** Of the story that is on show; a page with a heading of its own shows none. */
  #title() {
    const { title } = this.ctx.boot;
    const words = typeof title === 'object' && title ? title[this.ctx.texts.lang] : title;
    return words ? html`<p class="ct-title">${words}</p>` : nothing;
  }

  /** @param {string} current */
  #navigation(current) {
    return html`<nav class="ct-nav" aria-label=${this.t('ui.nav.label')}>
      ${doors().map(
        (page) => html`
        <a href=${this.ctx.route.href(page.id)} data-keys=${page.key ?? nothing}
          aria-current=${page.id === current ? 'page' : nothing}
          >${this.t(page.title)}</a>`,
      )}<ct-more></ct-more>
    </nav>`;
  }

  /** @param {'panel' | 'bench'} [sided] the panel of the page */
  #switches(sided) {
    const { prefs } = this.ctx;
    const dark = document.documentElement.dataset.theme === 'dark';
    const shade = this.t(dark ? 'ui.switch.light' : 'ui.switch.dark');
    return html`<div class="ct-switches">
      ${this.#languages()}${sided ? this.#sideSwitch(sided) : nothing}
      <button class="ct-ghost ct-only-wide" data-keys="p" aria-pressed=${prefs.values.projector}
        aria-label=${this.t('ui.switch.projector')} title=${this.t('ui.switch.projector')}
        @click=${() => prefs.set('projector', !prefs.values.projector)}>${ui.screen}</button>
      <button class="ct-ghost" data-keys="d" aria-label=${shade} title=${shade}
        @click=${() => prefs.set('theme', dark ? 'light' : 'dark')}
        >${dark ? ui.sun : ui.moon}</button>
      <button class="ct-ghost" data-keys="?" aria-label=${this.t('ui.switch.help')}
        title=${this.t('ui.switch.help')}
        @click=${() => this.#openHelp()}>${ui.help}</button>
    </div>`;
  }

  /** @param {'panel' | 'bench'} sided */
  #sideSwitch(sided) {
    const shown = isSideShown();
    const words = this.t('ui.switch.side');
    return html`<button class="ct-ghost ct-only-wide" data-keys="o" aria-pressed=${shown}
      aria-label=${words} title=${words}
      @click=${() => this.ctx.prefs.set(sided, shown ? 'hidden' : 'shown')}>${ui.side}</button>`;
  }

  /** One other language is a button; of several one is chosen. */
  #languages() {
    const {
      boot: { languages },
      texts,
    } = this.ctx;
    const [other, ...more] = languages.filter(({ tag }) => tag !== texts.lang);
    if (!other) return nothing;
    if (!more.length) {
      return html`<button class="ct-ghost ct-lang" translate="no" lang=${other.tag}
        aria-label=${other.name} title=${other.name} @click=${() => this.#speak(other.tag)}
        >${other.tag.toUpperCase()}</button>`;
    }
    return html`<select class="ct-lang" translate="no" aria-label=${this.t('ui.switch.language')}
      @change=${this.#choose}>
      ${languages.map(
        ({ tag, name }) => html`<option value=${tag} lang=${tag}
        ?selected=${tag === texts.lang}>${name}</option>`,
      )}</select>`;
  }

  /** @param {Event} event */
  #choose = (event) => this.#speak(/** @type {HTMLSelectElement} */ (event.target).value);

  /** @param {string} lang */
  async #speak(lang) {
    await this.ctx.texts.use(lang);
    this.ctx.prefs.set('lang', lang);
  }

  #notices() {
    const { link } = this.ctx;
    return html`
      ${
        link.state === 'lost'
          ? html`<p class="ct-notice ct-warn">${this.t('ui.link.lost')}</p
        >`
          : nothing
      }
      ${link.state === 'ended' ? this.#ended() : nothing}
      ${drawNotice(this)}`;
  }

  /** Why the lab is over; the page's own address leads to a new one. It was made for a lab,
   * so a server that does not know it has started again. */
  #ended() {
    const { link, boot } = this.ctx;
    const forgotten = link.ended?.key === 'error.lab_unknown';
    const said = forgotten ? this.t('ui.link.forgotten') : this.say(link.ended);
    const { path } = this.ctx.route;
    const own = boot.may_act && !path.startsWith('/lab/');
    return html`<p class="ct-notice ct-warn">${said || this.t('ui.link.ended')}
      ${
        own
          ? html`<a href=${path} @click=${this.#reload}
        >${this.t('ui.link.go_on')}</a>`
          : html`<a href="/">${this.t('ui.link.new_lab')}</a>`
      }</p>`;
  }

  /** The address may differ by nothing the browser would fetch for. @param {Event} event */
  #reload(event) {
    event.preventDefault();
    location.reload();
  }

  /** @param {string} current @param {string} rest */
  #tabs(current, rest) {
    const tabs = [
      { id: 'watch', rest: '', icon: ui.stage, title: 'ui.nav.watch' },
      { id: 'watch', rest: 'details', icon: ui.look, title: 'ui.nav.details' },
      ...doors()
        .filter((page) => page.id !== 'watch')
        .map((page) => ({ id: page.id, rest: '', icon: ui[page.icon], title: page.title })),
    ];
    return html`<nav class="ct-tabs" aria-label=${this.t('ui.nav.label')}>
      ${tabs.map((tab) => {
        const here = tab.id === current && (tab.id !== 'watch' || tab.rest === rest);
        return html`<a href=${this.ctx.route.href(tab.id, tab.rest)}
          aria-current=${here ? 'page' : nothing}
          >${tab.icon}<span>${this.t(tab.title)}</span></a>`;
      })}<ct-more .tab=${true}></ct-more></nav>`;
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
}
