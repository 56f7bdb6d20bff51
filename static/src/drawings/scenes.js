/** The pictures on the three doors: our own drawings, in the page's colours. Decoration. */
import { html } from 'lit';

/** A letter between two machines. */
const travel = html`<svg class="ct-scene" viewBox="0 0 280 110" aria-hidden="true">
  <path class="wire" d="M62 62h156"/>
  <g class="box"><rect x="14" y="36" width="52" height="52" rx="15"/><path d="M28 70V54a3 3 0 0 1
    3-3h18a3 3 0 0 1 3 3v16M24 72h32"/></g>
  <g class="box"><rect x="214" y="36" width="52" height="52" rx="15"/><path d="M226 62l14-9 14 9M229
    61v14h22V61M225 75h30"/></g>
  <g class="paper"><path d="M122 30h27l9 9v42h-36z"/><path d="M149
    30v9h9"/><path class="ink" d="M129 46h14M129 53h20M129 62h22M129 69h16"/></g>
  <path class="trail" d="M70 62h46"/></svg>`;

/** A command line with an answer. */
const type = html`<svg class="ct-scene" viewBox="0 0 280 110" aria-hidden="true">
  <rect class="pane" x="24" y="14" width="232" height="84" rx="12"/>
  <path class="verb" d="M44 40h40"/><path class="rest" d="M92 40h74"/>
  <g class="yes"><circle cx="50" cy="62" r="7"/><path d="m46.500 62.300 2.500 2.500
    4.500-5"/></g><path class="ok" d="M64 62h26"/><path class="rest" d="M98 62h52"/>
  <path class="verb" d="M44
    84h30"/><rect class="caret" x="82" y="75" width="9" height="18" rx="2"/></svg>`;

/** Steps with marks. */
const learn = html`<svg class="ct-scene" viewBox="0 0 280 110" aria-hidden="true">
  <path class="stair" d="M22 94h52V72h52V50h52V28h80"/>
  <g class="yes"><circle cx="48" cy="79" r="10"/><path d="m43.500 79.400 3 3 6-6.500"/></g>
  <g class="yes"><circle cx="100" cy="57" r="10"/><path d="m95.500 57.400 3 3 6-6.500"/></g>
  <g class="yes"><circle cx="152" cy="35" r="10"/><path d="m147.500 35.400 3 3 6-6.500"/></g>
  <g class="paper"><path d="M208 2h18l6 6v20h-24z"/><path class="ink" d="M213 12h9M213
    18h13"/></g></svg>`;

/** @type {Record<string, unknown>} */
export const scenes = { watch: travel, type, learn };
