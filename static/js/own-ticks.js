// <own-ticks data-from data-to>: ticks kept on this phone follow their person into an account, or go when they go.
import { forget, handOver } from './outbox.js';

class OwnTicks extends HTMLElement {
  connectedCallback() {
    const { from, to } = this.dataset;
    (to ? handOver(from, to) : forget(from)).catch(() => {}); // a phone that keeps nothing has nothing to change
  }
}

customElements.define('own-ticks', OwnTicks);
