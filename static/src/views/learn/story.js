/** What is watched in a step of a lesson; it comes while one reads the text. */
import { html, nothing } from 'lit';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement } from '../../core/page-element.js';
import '../../ladder/ladder.js';
import '../../machines/machine-acts.js';
import '../../player/branch-bar.js';
import '../../player/player.js';
import '../../player/sentence.js';
import '../../stage/stage.js';

const COMMIT = new Piece(() => import('./commit.js'), 'seat');

class LessonStory extends PageElement {
  static properties = {
    skips: { type: Boolean },
    flight: { type: Boolean },
    ask: { type: Boolean },
  };

  constructor() {
    super();
    /** waits may be skipped */ this.skips = true;
    /** what flies may be lost or changed */ this.flight = false;
    /** each reply is covered until one says how it begins */ this.ask = false;
  }

  render() {
    return html`<div class="ct-lesson-watch">
      <section class="ct-story"><ct-sentence></ct-sentence>${
        this.ask ? lazy(COMMIT, () => html`<ct-commit></ct-commit>`) : nothing
      }<ct-stage .flight=${this.flight}></ct-stage><ct-ladder></ct-ladder></section>
      <div class="ct-type-acts"><ct-world .skips=${this.skips}></ct-world><ct-branches
        .travel=${true}></ct-branches></div>
      <footer class="ct-foot"><ct-player></ct-player></footer></div>`;
  }
}
customElements.define('ct-lesson-story', LessonStory);
