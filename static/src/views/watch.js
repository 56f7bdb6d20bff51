/** Mira: the story (sentence, stage, ladder), its details, and the player. */
import { html } from 'lit';
import { registerPage } from '../pages.js';

registerPage({
  id: 'watch',
  title: 'ui.nav.watch',
  icon: 'stage',
  order: 1,
  render: (rest) => html`<div class="ct-watch" data-tab=${rest || 'story'}>
    <section class="ct-story"><ct-sentence></ct-sentence><ct-stage></ct-stage><ct-ladder></ct-ladder></section>
    <aside class="ct-side"><ct-inspector></ct-inspector></aside>
    <footer class="ct-foot"><ct-player></ct-player></footer>
  </div>`,
});
