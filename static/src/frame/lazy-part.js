/**
 * Where a part of the page appears that is fetched when first wanted: quiet while it comes
 * quickly, a word while it is slow, and a way on when the server is lost. A piece that did
 * not arrive is asked for again when the link returns. A server that came back with newer
 * parts no longer has the old one: then the page is loaded anew (it finds its place).
 */
import { nothing } from 'lit';
import { drawAwaited } from '../core/asked.js';
import { PageElement, watching } from '../core/page-element.js';

class Lazy extends PageElement {
  static watches = watching('texts', 'link');
  static properties = {
    piece: { attribute: false },
    draw: { attribute: false },
    seen: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('../core/lazy-piece.js').Piece | null} */ this.piece = null;
    /** @type {() => unknown} */ this.draw = () => nothing;
    this.seen = true;
  }

  #live = true;
  #onChange = () => {
    this.requestUpdate();
  };

  connectedCallback() {
    super.connectedCallback();
    this.piece?.addEventListener('change', this.#onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.piece?.removeEventListener('change', this.#onChange);
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('piece')) {
      changed.get('piece')?.removeEventListener('change', this.#onChange);
      this.piece?.addEventListener('change', this.#onChange);
    }
    const live = this.ctx.link.state === 'live';
    const again = live && !this.#live;
    this.#live = live;
    if (this.piece?.state === 'away' || (again && this.piece?.state === 'lost')) this.piece.want();
  }

  render() {
    if (this.piece?.state === 'here') return this.draw();
    if (!this.seen) return nothing;
    return drawAwaited(this.t, { lost: this.piece?.state === 'lost', again: this.#again });
  }

  #again = async () => {
    await this.piece?.want();
    if (this.piece?.state === 'lost' && this.ctx.link.state === 'live') location.reload();
  };
}
customElements.define('ct-lazy', Lazy);
