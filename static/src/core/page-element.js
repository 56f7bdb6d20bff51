/**
 * What every custom element of the page is: Lit in the light DOM, drawn again when
 * something it watches changes. Lit gathers many changes into one drawing.
 */
import { LitElement } from 'lit';
import { busyWith } from './busy.js';
import { context } from './context.js';
import { turn } from './draw-turns.js';

/** @typedef {'store' | 'playhead' | 'texts' | 'prefs' | 'route' | 'link' | 'classroom'} Source */

/** @type {Source[]} */
const ALL = ['store', 'playhead', 'texts', 'prefs', 'route', 'link'];

/** What an element watches. @param {Source[]} sources */
export const watching = (...sources) => sources;

export class PageElement extends LitElement {
  /** What makes it draw again; narrower is quicker. @type {Source[]} */
  static watches = ALL;

  /**
   * While the story plays it is drawn after what is in flight, in a frame of its own
   * (draw-turns.js); smaller numbers come first, 0 is not late.
   */
  static late = 0;

  async scheduleUpdate() {
    const { late } = /** @type {typeof PageElement} */ (this.constructor);
    if (late && this.hasUpdated && this.playhead.playing) {
      await busyWith(turn(late));
    }
    super.scheduleUpdate();
  }

  get ctx() {
    return context();
  }
  get store() {
    return this.ctx.store;
  }
  get playhead() {
    return this.ctx.playhead;
  }
  /** the model at the playhead: read it, never write it */
  get model() {
    return this.ctx.store.model;
  }
  /** words of a key */
  get t() {
    return this.ctx.texts.t;
  }
  /** words of a `{key, params}` from the server */
  get say() {
    return this.ctx.texts.say;
  }

  /** What people call a machine. @param {string} host */
  hostName(host) {
    return hostLabel(this.model, host, this.ctx.texts.lang, this.ctx.classroom);
  }

  /** The journal holds event `seq`: the answer can be drawn. @param {number} seq */
  arrived(seq) {
    const { store } = this;
    return new Promise((done) => {
      const look = () => {
        if (store.next <= seq) return;
        store.removeEventListener('change', look);
        done(undefined);
      };
      store.addEventListener('change', look);
      look();
    });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const source of this.#sources())
      this.ctx[source]?.addEventListener('change', this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const source of this.#sources())
      this.ctx[source]?.removeEventListener('change', this.#redraw);
  }

  #sources() {
    return /** @type {typeof PageElement} */ (this.constructor).watches;
  }
  #redraw = () => {
    this.requestUpdate();
  };
}

/**
 * Who sits at a machine, as the class knows it: somebody who came late sits at one that has no
 * name of theirs. '' for nobody; null where that is not known, or not shown.
 * @param {import('./context.js').Classroom | undefined} classroom @param {string} id
 */
export function sitterOf(classroom, id) {
  const { members, namesHidden } = classroom ?? { members: [], namesHidden: false };
  if (namesHidden || !members.some(({ host }) => host)) return null;
  return members.find(({ host }) => host === id)?.name ?? '';
}

/** @param {import('../types.d.ts').Model} model @param {string} host @param {string} lang
 * @param {import('./context.js').Classroom} [classroom] */
export function hostLabel(model, host, lang, classroom) {
  return sitterOf(classroom, host) || (model.hosts[host]?.label?.[lang] ?? host);
}
