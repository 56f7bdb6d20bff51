/** The teacher sends something to everybody or to one student. */
import { html, nothing } from 'lit';
import { fetchJson } from '../../core/fetch-json.js';
import { PageElement, watching } from '../../core/page-element.js';

const KINDS = ['message', 'hint', 'lesson', 'scenario'];
const WORDS_MAX = 500;

/** @typedef {{target: string, title: string}} Place */

class PushForm extends PageElement {
  static watches = watching('texts', 'classroom');
  static properties = {
    kind: { state: true },
    places: { state: true },
    sent: { state: true },
  };

  constructor() {
    super();
    this.kind = 'message';
    /** lessons or scenarios @type {readonly Place[]} */ this.places = [];
    /** to whom was sent last: a name, '' for everybody @type {string | null} */ this.sent = null;
  }

  render() {
    const { members } = /** @type {import('../../core/context.js').Classroom} */ (
      this.ctx.classroom
    );
    const place = this.#asksPlace;
    return html`<form class="ct-push-form" @submit=${this.#onSend} @input=${this.#onInput}>
      <label><span>${this.t('ui.class.push.to')}</span><select name="to">
        <option value="">${this.t('ui.class.push.everybody')}</option>${members.map(
          ({ id, name }) => html`<option value=${id}>${name}</option>`,
        )}</select></label>
      <label><span>${this.t('ui.class.push.what')}</span><select name="kind"
        @change=${this.#onKind}>${KINDS.map(
          (each) => html`<option value=${each} ?selected=${each === this.kind}
        >${this.t(`ui.class.push.${each}`)}</option>`,
        )}</select></label>
      ${place ? this.#place() : nothing}
      <label class="ct-push-said"><span>${this.t(
        this.kind === 'hint' ? 'ui.class.push.words_hint' : 'ui.class.push.words',
      )}</span><textarea name="words" rows="2" maxlength=${WORDS_MAX}
        ?required=${this.kind === 'message'}></textarea></label>
      ${
        place
          ? html`<label class="ct-check"><input type="checkbox" name="now">${this.t(
              'ui.class.push.now',
            )}</label>`
          : nothing
      }
      <button class="ct-button">${this.t('ui.class.push.go')}</button>
      <p role="status">${this.#said()}</p></form>`;
  }

  get #asksPlace() {
    return this.kind === 'lesson' || this.kind === 'scenario';
  }

  #said() {
    if (this.sent === null) return nothing;
    return this.sent
      ? this.t('ui.class.push.sent_to', { name: this.sent })
      : this.t('ui.class.push.sent');
  }

  #place() {
    return html`<label><span>${this.t('ui.class.push.which')}</span><select name="target" required
      >${this.places.map(
        ({ target, title }) => html`<option value=${target}>${title}</option>`,
      )}</select></label>`;
  }

  #onInput = () => {
    this.sent = null;
  };

  /** @param {Event} event */
  #onKind = async (event) => {
    const kind = /** @type {HTMLSelectElement} */ (event.target).value;
    this.kind = kind;
    this.places = [];
    if (!this.#asksPlace) return;
    const places = await this.#listed(kind).catch(() => []);
    if (this.kind === kind) this.places = places;
  };

  /** @param {string} kind @returns {Promise<Place[]>} */
  async #listed(kind) {
    const { lang } = this.ctx.texts;
    if (kind === 'scenario') {
      /** @type {import('../../types.d.ts').ScenarioCard[]} */
      const cards = await fetchJson('/scenarios.json');
      return cards.map(({ name, title }) => ({ target: name, title: title[lang] }));
    }
    /** @type {import('../../types.d.ts').LessonUnit[]} */
    const units = await fetchJson(`/lessons.json?lang=${lang}`);
    return units.flatMap(({ lessons }) =>
      lessons.map(({ slug, number, title }) => ({ target: slug, title: `${number} ${title}` })),
    );
  }

  /** @param {SubmitEvent} event */
  #onSend = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { to, kind, words, target = '', now } = Object.fromEntries(new FormData(form));
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    const { classroom, link } = this.ctx;
    const what = { id, to, kind, words, target, now: now === 'on' };
    const answer = await classroom?.ask('class_push', what);
    if (!answer?.ok) {
      link.say(answer?.error ?? { key: 'ui.error.refused' });
      return;
    }
    /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('words')).value = '';
    this.sent = classroom?.members.find((each) => each.id === to)?.name ?? '';
  };
}
customElements.define('ct-push-form', PushForm);
