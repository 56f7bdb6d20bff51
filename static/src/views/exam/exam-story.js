/** The story beside a task that is watched, or a mystery. */
import { html } from 'lit';
import { PageElement } from '../../core/page-element.js';
import '../../ladder/ladder.js';
import '../../machines/machine-acts.js';
import '../../player/branch-bar.js';
import '../../player/player.js';
import '../../player/sentence.js';
import '../../stage/stage.js';

class ExamStory extends PageElement {
  static properties = { skips: { type: Boolean } };

  constructor() {
    super();
    /** waits may be skipped */ this.skips = false;
  }

  render() {
    return html`<div class="ct-lesson-watch"><section class="ct-story"><ct-sentence
      ></ct-sentence><ct-stage></ct-stage><ct-ladder></ct-ladder></section>
      <div class="ct-type-acts"><ct-world .skips=${this.skips}></ct-world><ct-branches
        .travel=${true}></ct-branches></div>
      <footer class="ct-foot"><ct-player></ct-player></footer></div>`;
  }
}
customElements.define('ct-exam-story', ExamStory);
