/** The details of a step, fetched after the page is drawn: nothing is told before a first step. */
import { html } from 'lit';
import { comingSoon, lazy } from '../core/lazy-piece.js';

const INSPECTOR = comingSoon(() => import('./inspector.js'), 'inspector');

export const drawInspector = () => lazy(INSPECTOR, () => html`<ct-inspector></ct-inspector>`);
