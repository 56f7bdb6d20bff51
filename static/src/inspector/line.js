/** The line on show, octet by octet: its parts, what it means, and where the standard says so. */
import { html, nothing } from 'lit';
import { citeLink } from '../drawings/cite.js';
import { dnsParts, isDns } from '../drawings/dns.js';
import { hexDump, lineEndName, segmentsOf } from '../drawings/octets.js';
import { mark } from '../drawings/icons.js';
import { drawTerm, withTerms } from '../drawings/terms.js';
import { PageElement, watching } from '../core/page-element.js';
import { meaningsOf, partName } from '../model/code-meanings.js';
import { partedLines } from './parted-lines.js';
import { tryAnother } from './try-another.js';
import { completionOf, replyClass } from '../model/wire-text.js';

/** @typedef {import('../types.d.ts').Step} Step */

const LETTER_LINES_MAX = 60;

class Line extends PageElement {
  static watches = watching('store', 'playhead', 'texts');
  static late = 5;
  /** the part of the line being explained, by its place; -1: none */ #told = -1;
  /** the octets are shown as numbers */ #dumped = false;
  #seq = -1;
  /** terms explained above @type {Set<string>} */ #used = new Set();

  render() {
    const { told: step, covered } = this.playhead;
    if (!step || covered) return nothing;
    if (step.seq !== this.#seq) {
      this.#seq = step.seq;
      this.#told = -1;
    }
    return this.#line(step);
  }

  /** @param {Step} step */
  #line(step) {
    const { from, to, mark: kind, rfc, length } = step.beat;
    const long = Boolean(step.letter);
    this.#used = new Set();
    return html`<section class=${`ct-card ct-this ${kind ? `ct-c${replyClass(kind)}` : ''}`}>
      <h2>${this.hostName(from)} ${
        from === to
          ? nothing
          : html`<span aria-hidden="true">→</span><span
        class="ct-vh">${this.t('ui.to')}</span> ${this.hostName(to)}`
      }</h2>
      ${long ? html`<p class="ct-why">${this.#sentence(step.why)}</p>` : nothing}
      ${step.octets === undefined ? nothing : this.#octets(step)}
      ${
        kind
          ? html`<p class="ct-class">${mark[kind]}<b>${completionOf(step.beat)}</b>
        ${this.t(`ui.class.${kind}`)}</p>`
          : nothing
      }
      ${long ? nothing : html`<p class="ct-why">${this.#sentence(step.why)}</p>`}
      ${
        long && this.ctx.boot.lab
          ? html`<p><a class="ct-link"
        href=${this.ctx.route.href('letter')}>${this.t('ui.letter.open')}</a></p>`
          : nothing
      }
      ${this.#another(step)}
      ${step.next ? html`<p class="ct-next">${this.#sentence(step.next)}</p>` : nothing}
      ${this.#list('ct-slips', step.slips)}
      ${this.#list('ct-notes', step.notes)}
      <p class="ct-meta">${
        length
          ? html`<span>${withTerms(this.t('ui.octets', { count: length }), this, this.#used)}</span
        >`
          : nothing
      }
        <span>${rfc.map((cited, i) => html`${i ? ' · ' : ''}${citeLink(cited)}`)}</span></p>
    </section>`;
  }

  /** To where the same check can be tried with another record. @param {Step} step */
  #another(step) {
    const place = this.ctx.boot.lab ? tryAnother(this.store.events, step) : '';
    return place
      ? html`<p><a class="ct-link" href=${this.ctx.route.href('sender', place)}
        >${this.t(`ui.sender.another.${place.split('/')[0]}`)}</a></p>`
      : nothing;
  }

  /** Its terms explain themselves. @param {import('../types.d.ts').Text | null | undefined} text */
  #sentence(text) {
    return withTerms(this.say(text), this, this.#used);
  }

  /** @param {string} look @param {import('../types.d.ts').Text[]} [texts] */
  #list(look, texts = []) {
    return texts.length
      ? html`<ul class=${look}>${texts.map((text) => html`<li>${this.#sentence(text)}</li>`)}</ul>`
      : nothing;
  }

  /** @param {Step} step */
  #octets(step) {
    const octets = step.octets ?? '';
    const { letter } = step;
    const { mark: kind, spans } = step.beat;
    const classes = `ct-wire ${kind ? `ct-reply ct-c${replyClass(kind)}` : ''}`;
    if (isDns(step.fact)) return html`${dnsParts(step.fact, this.t)}${this.#dump(octets)}`;
    const segments = letter ? [] : segmentsOf(octets, spans);
    return html`<div class=${classes} translate="no" lang="en">
        ${letter ? this.#letter(step, octets) : this.#parts(segments)}</div>
      ${
        step.octets_left
          ? html`<p class="ct-hint">${this.t('ui.octets.left', { count: step.octets_left })}</p>`
          : nothing
      }
      ${
        spans.length && !letter
          ? html`<p class="ct-part-says">${this.#says(step, segments)}</p>`
          : nothing
      }
      ${this.#dump(octets)}`;
  }

  /** What the part being told is, and what it means.
   * @param {Step} step @param {import('../drawings/octets.js').Segment[]} segments */
  #says(step, segments) {
    const segment = segments[this.#told];
    if (!segment) return this.t('ui.part.hint');
    const { texts } = this.ctx;
    const line = segments.slice(0, this.#told).filter(({ crlf }) => crlf).length;
    const meanings = meaningsOf(step.beat.protocol, segment.role, segment.text, (key) =>
      texts.has(key),
    );
    return html`<b>${this.t(`ui.part.${partName(step, segment.role, line)}`)}</b>
      ${meanings.map(
        ([what, key]) => html`<br><code translate="no">${what}</code>
        ${this.t(key)}`,
      )}`;
  }

  /** @param {string} octets */
  #dump(octets) {
    const name = this.t('ui.bytes');
    return html`<details class="ct-bytes" ?open=${this.#dumped} @toggle=${this.#onDump}>
        <summary>${name}</summary>${this.#dumped ? hexDump(octets, name) : nothing}</details>`;
  }

  #onDump = (/** @type {Event} */ event) => {
    const { open } = /** @type {HTMLDetailsElement} */ (event.target);
    if (open === this.#dumped) return;
    this.#dumped = open;
    this.requestUpdate();
  };

  /** @param {import('../drawings/octets.js').Segment[]} segments */
  #parts(segments) {
    return html`<code>${segments.map((segment, i) => {
      if (segment.crlf)
        return html`<i class="ct-crlf">${withTerms(lineEndName(segment.text), this)}</i><br>`;
      if (!segment.role) return segment.text;
      const tell = () => {
        this.#told = i;
        this.requestUpdate();
      };
      // a <button> cannot break over two lines: the line must stand as it stood on the wire
      return html`<span role="button" tabindex="0"
        class=${`ct-part ct-role-${segment.role} ${this.#told === i ? 'ct-told' : ''}`}
        @click=${tell} @focus=${tell} @pointerenter=${tell}>${segment.text}</span>`;
    })}</code>`;
  }

  /**
   * A letter, line by line, with the names of its parts.
   * @param {Step} step
   * @param {string} octets
   */
  #letter(step, octets) {
    const lines = partedLines(octets, step.letter);
    const rows = lines.slice(0, LETTER_LINES_MAX);
    return html`<ol class="ct-letter-lines">${rows.map(
      ({ text, part: name }, i) => html`<li class=${`ct-of-${name}`}>
      ${
        i === 0 || rows[i - 1].part !== name
          ? html`<span class="ct-part-name"
        lang=${this.ctx.texts.lang}>${this.t(`ui.part.${name}`)}</span>`
          : nothing
      }
      <span>${text}<i class="ct-crlf">${drawTerm('crlf', 'CR LF', this)}</i></span></li>`,
    )}
      ${
        lines.length > rows.length
          ? html`<li class="ct-hint"
        >${this.t('ui.ladder.more', { count: lines.length - rows.length })}</li>`
          : nothing
      }</ol>`;
  }
}
customElements.define('ct-inspector-line', Line);
