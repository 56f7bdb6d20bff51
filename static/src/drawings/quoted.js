/**
 * What people wrote themselves, as subjects and names, in whatever language: never
 * translated, and kept apart from the direction of the text around it.
 */
import { html } from 'lit';

/** @param {string} text */
export const quoted = (text) => html`<bdi translate="no">${text}</bdi>`;

/** A subject, or the words for none. @param {string} subject @param {(key: string) => string} t */
export const subjectLine = (subject, t) => (subject ? quoted(subject) : t('ui.mailbox.no_subject'));
