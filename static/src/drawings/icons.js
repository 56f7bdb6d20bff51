/**
 * Our own drawings. `node`: 48-px machines in two tones (`.f` tint, `.s` line). `ui`: 24-px
 * line icons. `mark`: the four kinds of reply, told apart by shape before colour.
 * Every picture is hidden from screen readers: its words stand beside it.
 */
import { html, svg } from 'lit';

/** @param {unknown} body */
const machine = (body) =>
  html`<svg viewBox="0 0 48 48" aria-hidden="true" class="ct-ic">${body}</svg>`;
/** @param {unknown} body */
const icon = (body) => html`<svg viewBox="0 0 24 24" aria-hidden="true" class="ct-i">${body}</svg>`;

/** @type {Record<string, unknown>} */
export const node = {
  laptop: machine(svg`<rect class="f" x="9" y="10" width="30" height="21" rx="3"/>
    <path class="s" d="M9 31V13a3 3 0 0 1 3-3h24a3 3 0 0 1 3 3v18M5 35h38l-1.4 2.600a2 2 0 0 1-1.800
      1.100H8.200a2 2 0 0 1-1.800-1.100z"/>
    <path class="s" d="M17 16h14v9H17z M17 16.500l7 5 7-5"/>`),
  office: machine(svg`<path class="f" d="M8 19 24 8l16 11v20H8z"/>
    <path class="s" d="M6 20 24 8l18 12M9.500 19v20h29V19M6 39h36"/>
    <path class="s" d="M18 24h12v8.500H18z M18 24.500l6 4.300 6-4.300"/>`),
  office2: machine(svg`<rect class="f" x="9" y="12" width="30" height="27" rx="2"/>
    <path class="s" d="M9 39V14a2 2 0 0 1 2-2h26a2 2 0 0 1 2 2v25M6 39h36M14 18h5M22 18h5M30 18h4"/>
    <path class="s" d="M18 25h12v8.500H18z M18 25.500l6 4.300 6-4.300"/>`),
  pc: machine(svg`<rect class="f" x="7" y="8" width="34" height="23" rx="3"/>
    <path class="s" d="M10 8h28a3 3 0 0 1 3 3v17a3 3 0 0 1-3 3H10a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3zM24
      31v7M15 39h18"/>
    <path class="s" d="M17 15h14v9H17z M17 15.500l7 5 7-5"/>`),
  phone: machine(svg`<rect class="f" x="14" y="5" width="20" height="38" rx="4"/>
    <path class="s" d="M18 5h12a4 4 0 0 1 4 4v30a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4V9a4 4 0 0 1 4-4zM22
      38h4"/>
    <path class="s" d="M18 17h12v9H18z M18 17.500l6 4.300 6-4.300"/>`),
  signpost: machine(svg`<path class="f" d="M12 9h22l5 5-5 5H12zM36 23H15l-5 5 5 5h21z"/>
    <path class="s" d="M12 9h22l5 5-5 5H12zM36 23H15l-5 5 5 5h21zM24 5v4M24 19v4M24 33v9M18
      42h12"/>`),
  window: machine(svg`<rect class="f" x="6" y="9" width="36" height="30" rx="3"/>
    <path class="s" d="M9 9h30a3 3 0 0 1 3 3v24a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V12a3 3 0 0 1 3-3zM6
      17h36M11 13h1M16 13h1"/>
    <path class="s" d="M17 23h14v9H17z M17 23.500l7 5 7-5"/>`),
  website: machine(svg`<circle class="f" cx="24" cy="24" r="17"/>
    <path class="s" d="M24 7a17 17 0 1 0 0 34 17 17 0 0 0 0-34zM24 7c-10 10-10 24 0 34M24 7c10 10 10
      24 0 34M7.500 19h33M7.500 29h33"/>`),
  eye: machine(svg`<path class="f" d="M4 24s8-13 20-13 20 13 20 13-8 13-20 13S4 24 4 24z"/>
    <path class="s" d="M4 24s8-13 20-13 20 13 20 13-8 13-20 13S4 24 4 24zM24 17a7 7 0 1 0 0 14 7 7 0
      0 0 0-14z"/>`),
  mailbox: machine(svg`<path class="f" d="M6 21a7 7 0 0 1 7-7h20a9 9 0 0 1 9 9v10H6z"/>
    <path class="s" d="M6 33V21a7 7 0 0 1 14 0v12zM13 14h20a9 9 0 0 1 9 9v10H20M21 33v9M28 33v9M31
      21v-10h6v5h-6M10.500 22h5"/>`),
};

/** @type {Record<string, unknown>} */
export const ui = {
  play: icon(
    svg`<path fill="currentColor" d="M8 5.200v13.600a1 1 0 0 0 1.520.86l11-6.800a1 1 0 0 0
      0-1.720l-11-6.800A1 1 0 0 0 8 5.200z"/>`,
  ),
  pause: icon(
    svg`<rect fill="currentColor" x="6" y="5" width="4.500" height="14" rx="1.200"/><rect
      fill="currentColor" x="13.500" y="5" width="4.500" height="14" rx="1.200"/>`,
  ),
  next: icon(svg`<path d="M9 5.500 15.500 12 9 18.500"/>`),
  prev: icon(svg`<path d="M15 5.500 8.500 12 15 18.500"/>`),
  first: icon(svg`<path d="M18 5.500 11.500 12 18 18.500M6.500 6v12"/>`),
  last: icon(svg`<path d="M6 5.500 12.500 12 6 18.500M17.500 6v12"/>`),
  sun: icon(
    svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17
      17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400"/>`,
  ),
  moon: icon(svg`<path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"/>`),
  side: icon(
    svg`<rect x="3" y="4.500" width="18" height="15" rx="1.500"/><path d="M14.500 4.500v15"/>`,
  ),
  screen: icon(
    svg`<rect x="3" y="4.500" width="18" height="12" rx="1.500"/><path d="M12 16.500V20M8 20h8"/>`,
  ),
  help: icon(
    svg`<path d="M9.200 9a2.900 2.900 0 1 1 4.300 2.500c-1 .6-1.500 1.100-1.500 2.300M12
      17.300v.1"/><circle cx="12" cy="12" r="9"/>`,
  ),
  stage: icon(
    svg`<path d="M4 12h16M4 12l3-3M20 12l-3
      3"/><circle cx="4.500" cy="18" r="1.500"/><circle cx="19.500" cy="6" r="1.500"/>`,
  ),
  look: icon(svg`<circle cx="11" cy="11" r="6"/><path d="m15.500 15.500 4.500 4.500"/>`),
  term: icon(
    svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m7 10 2.500 2L7 14M12 15h4"/>`,
  ),
  book: icon(
    svg`<path d="M5 5.500A2.500 2.500 0 0 1 7.500 3H19v15H7.500A2.500 2.500 0 0 0 5 20.500zM5
      20.500A1.500 1.500 0 0 0 6.500 21H19"/>`,
  ),
  text: icon(svg`<path d="M5 6h14M5 10.500h14M5 15h14M5 19.500h9"/>`),
  copy: icon(
    svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0
      0-2 2v8a2 2 0 0 0 2 2h2"/>`,
  ),
  more: icon(
    svg`<circle cx="5" cy="12" r="1.2"/><circle cx="12" cy="12" r="1.2"/><circle cx="19" cy="12"
      r="1.2"/>`,
  ),
  save: icon(svg`<path d="M12 4v10.500M7.500 10.500 12 15l4.500-4.500M4.500 16v3.500h15V16"/>`),
  down: icon(svg`<path d="M6 9.500 12 15.500 18 9.500"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  power: icon(svg`<path d="M12 3.500V12M7 6.500a8 8 0 1 0 10 0"/>`),
  bolt: icon(svg`<path d="M13 2.500 5 13.500h5.500L9.500 21.500l9-12h-6z"/>`),
  frost: icon(
    svg`<path d="M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9M9.500 4l2.500 2.500L14.500
      4M9.500 20l2.500-2.500 2.500 2.500"/>`,
  ),
  warn: icon(svg`<path d="M12 3.500 21.500 20h-19zM12 10v4.500M12 17.300v.1"/>`),
  leak: icon(
    svg`<path d="M2.500 7.500h5M10.500 7.500h3M16.500 7.500h5M12 12.500c2 2.600 3 4 3 5.300a3 3 0 0
      1-6 0c0-1.300 1-2.700 3-5.300z"/>`,
  ),
  cut: icon(
    svg`<circle cx="6" cy="6.500" r="2.500"/><circle cx="6" cy="17.500" r="2.500"/><path d="m8 8 12
      9M8 16l12-9"/>`,
  ),
  sheet: icon(
    svg`<path d="M6 3.500h8.500L18.500 7.500V20.500H6zM14.500 3.500v4h4M9 12h6.500M9
      15.500h6.500"/>`,
  ),
  boxes: icon(
    svg`<rect x="3" y="4" width="11" height="8" rx="1.5"/><path d="m3.500 5 5 4
      5-4"/><rect x="16.500" y="7" width="5" height="9" rx="1.2"/><path d="M4 20h15M8.500
      12v4.500a1.500 1.500 0 0 0 1.500 1.500h6"/>`,
  ),
  again: icon(svg`<path d="M19 12a7 7 0 1 1-2-4.900M19 4v4h-4"/>`),
  map: icon(
    svg`<path d="M4 6.500 9.500 4l5 2.500L20 4v13.500L14.500 20l-5-2.500L4 20zM9.500 4v13.500M14.500
      6.500V20"/>`,
  ),
  clock: icon(svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5l3.500 2"/>`),
  quiz: icon(
    svg`<path d="M4 5.500h16v10.500h-8l-4 4v-4H4z"/><path d="M10 9a2 2 0 1 1 2.800
      1.900c-.6.3-.8.6-.8 1.200M12 14v.1"/>`,
  ),
  class: icon(
    svg`<rect x="4" y="4" width="6" height="6" rx="1"/><rect x="14" y="4" width="6" height="6"
      rx="1"/><rect x="4" y="14" width="6" height="6" rx="1"/><path d="M14 14h2.500v2.500M20 14v3M14
      20h3M19.500 20h.5"/>`,
  ),
  plug: icon(
    svg`<path d="M9 3.500V8M15 3.500V8M6.500 8h11v3.500a5.500 5.500 0 0 1-11 0zM12 17v3.500"/>`,
  ),
  here: icon(
    svg`<path d="M10 14a4 4 0 0 0 6 .500l3-3a4 4 0 0 0-5.700-5.700L11.800 7.300M14 10a4 4 0 0
      0-6-.500l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500"/>`,
  ),
  share: icon(
    svg`<circle cx="6" cy="12" r="2.500"/><circle cx="17.500" cy="6" r="2.500"/><circle cx="17.500"
      cy="18" r="2.500"/><path d="m8.300 10.900 6.900-3.700M8.300 13.100l6.900 3.700"/>`,
  ),
};

/** Marks of a reply, by the first character of what it says. @type {Record<string, unknown>} */
export const mark = {
  2: icon(
    svg`<circle cx="12" cy="12" r="9.500" class="m"/><path class="k" d="m7.800 12.300 2.900 2.900
      5.500-6"/>`,
  ),
  3: icon(
    svg`<rect x="3" y="3" width="18" height="18" rx="4.500" class="m"/><path class="k" d="M7.500
      12h8M12.500 8.500 16 12l-3.500 3.500"/>`,
  ),
  4: icon(
    svg`<path d="M12 2.500 22.300
      20.500H1.700z" class="m" stroke-linejoin="round"/><path class="k" d="M12 9.500v4.500M12
      17.200v.1"/>`,
  ),
  5: icon(
    svg`<path d="M8 2.500h8L21.500 8v8L16 21.500H8L2.500 16V8z" class="m"/><path class="k" d="m8.800
      8.800 6.400 6.400M15.200 8.800l-6.400 6.400"/>`,
  ),
};
mark['+'] = mark[2];
mark['-'] = mark[5];

export const logo = html`<svg viewBox="0 0 40 28" aria-hidden="true" class="ct-logo">
  <rect x="10" y="3" width="28" height="21" rx="4" class="body"/>
  <path d="M11 6l13 9.500L37 6" class="line"/><path d="M1 9h6M3 14h5M1 19h6" class="line"/></svg>`;
