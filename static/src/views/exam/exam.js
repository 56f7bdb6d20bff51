/**
 * Exams: a teacher makes one and gets its address; a student sits it and hands it in.
 *
 * The address says which page it is: `/examen`, then the code of the exam, the nickname and
 * the number of the task, as far as they are known.
 */
import { html } from 'lit';
import { lazy, Piece } from '../../core/lazy-piece.js';
import { PageElement, watching } from '../../core/page-element.js';
import './build-exam.js';
import './exam-result.js';
import './start-exam.js';

const TASK = new Piece(() => import('./exam-task.js'));

/** What the address says, each '' when it does not. @param {string} pathname */
export function examPlace(pathname) {
  const [, door, code = '', nickname = '', number = ''] = pathname.split('/');
  if (door !== 'examen') return { code: '', nickname: '', number: '' };
  return { code, nickname: decodeURIComponent(nickname), number };
}

class Exam extends PageElement {
  static watches = watching('texts');

  render() {
    const { code, nickname, number } = examPlace(this.ctx.route.path);
    if (!code) return html`<ct-build-exam></ct-build-exam>`;
    if (!nickname) return html`<ct-start-exam .code=${code}></ct-start-exam>`;
    if (!number) return html`<ct-exam-result .code=${code} .nickname=${nickname}></ct-exam-result>`;
    return lazy(
      TASK,
      () => html`<ct-exam-task .code=${code} .nickname=${nickname}
        .number=${Number(number)}></ct-exam-task>`,
    );
  }
}
customElements.define('ct-exam', Exam);
