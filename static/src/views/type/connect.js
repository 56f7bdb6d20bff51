/**
 * «Conectar»: whom to call, for those who do not know `telnet` yet. It shows the line it
 * stands for, so that the next time one may type it. It refuses to open anything itself.
 */
import { html, nothing } from 'lit';
import { PageElement, watching } from '../../core/page-element.js';
import { withTerms } from '../../drawings/terms.js';
import { callLine, callName, firstCall, services } from '../../model/terminals.js';

class Connect extends PageElement {
  static watches = watching('store', 'texts');
  static properties = {
    protocol: { type: String },
    call: { type: String },
    busy: { type: Boolean },
    server: { state: true },
    port: { state: true },
  };

  constructor() {
    super();
    /** what is spoken in the lesson, or "" */ this.protocol = '';
    /** whom the step says to call, as `sur.example 25`, or "" */ this.call = '';
    this.busy = false;
    this.server = '';
    this.port = 0;
  }

  /** Another step says whom to call. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('call')) return;
    this.server = '';
    this.port = 0;
  }

  render() {
    const all = services(this.model);
    const hosts = [...new Set(all.map(({ host }) => host))];
    const said = all.find(
      ({ host, port }) => `${callName(this.model, host)} ${port}` === this.call,
    );
    const server = this.server || said?.host;
    const port = this.port || (server === said?.host ? said?.port : 0);
    const service = firstCall(this.model, this.protocol, { server, port });
    if (!service) return nothing;
    const offered = all.filter(({ host }) => host === service.host);
    const target = callName(this.model, service.host);
    return html`<form class="ct-connect"
      @submit=${(/** @type {Event} */ event) => this.#go(event, target, service.port)}>
      <label class="ct-t-field"><span>${this.t('ui.connect.server')}</span>
        <select @change=${(/** @type {any} */ event) => {
          this.server = event.target.value;
        }}>
          ${hosts.map(
            (host) => html`<option value=${host} .selected=${host === service.host}
            >${this.hostName(host)}</option>`,
          )}
        </select></label>
      <label class="ct-t-field"><span>${this.t('ui.connect.service')}</span>
        <select @change=${(/** @type {any} */ event) => {
          this.port = Number(event.target.value);
        }}>
          ${offered.map(
            ({ port, protocol }) => html`<option value=${port} .selected=${port === service.port}
            >${protocol.toUpperCase()} · ${port}</option>`,
          )}
        </select></label>
      <button class="ct-button ct-go" ?disabled=${this.busy}>${this.t('ui.connect.go')}</button>
      <p class="ct-connect-line">${this.t('ui.connect.same')} <code
        translate="no">${withTerms(callLine(this.model, service), this)}</code></p>
    </form>`;
  }

  /** @param {Event} event @param {string} target @param {number} port */
  #go(event, target, port) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('ct-connect', { detail: { target, port } }));
  }
}
customElements.define('ct-connect', Connect);
