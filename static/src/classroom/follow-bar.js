/**
 * Tells who only watches what is seen: the presenter's step, another one that was shown, or
 * nothing yet.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../core/page-element.js';

class FollowBar extends PageElement {
  static watches = watching('texts', 'store', 'playhead', 'link');

  /** The presenter's step; -1: not known here */
  get #step() {
    const { place } = this.ctx.link;
    return place && place.branch === this.store.branch ? this.store.stepAt(place.seq) : -1;
  }

  #back = () => this.playhead.goTo(this.#step);

  /** A lab of one's own, at the step on show. */
  #goOn = async () => {
    const seq = this.playhead.step?.seq ?? 0;
    const answer = await this.ctx.link.permalink({ seq, until: seq, view: '' });
    if (!answer.ok && this.ctx.classroom) this.ctx.route.visit('/');
    else if (answer.ok) this.ctx.route.visit(`/enlace/${answer.permalink}`);
    else this.ctx.link.say(answer.error ?? { key: 'ui.error.refused' });
  };

  render() {
    const step = this.#step;
    const there = this.playhead.index === step;
    const about = this.ctx.classroom ? 'ui.class.follow' : 'ui.follow';
    if (step < 0) return this.#line(this.t(`${about}.nothing`));
    if (there) return this.#line(this.t(`${about}.there`));
    const back = this.t(`${about}.back`);
    return this.#line(html`${this.t(`${about}.away`)}
      <button class="ct-button ct-small" @click=${this.#back}>${back}</button>`);
  }

  /** @param {unknown} words */
  #line(words) {
    return html`<div class="ct-notice"><span role="status">${words}</span>
      ${
        this.playhead.step
          ? html`<button class="ct-button ct-small" @click=${this.#goOn}
        >${this.t(this.ctx.classroom ? 'ui.class.on_my_own' : 'ui.moment.open')}</button>`
          : nothing
      }</div>`;
  }
}
customElements.define('ct-follow-bar', FollowBar);
