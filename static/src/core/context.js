/**
 * What every view is given, put together once by app.js. Views reach it through `PageElement`
 * (`this.ctx`), never by importing the channel or another view.
 */

/**
 * @typedef {object} Context
 * @property {import('./store.js').Store} store       journal, steps, model, branches
 * @property {import('./playhead.js').Playhead} playhead  the step on show
 * @property {import('./texts.js').Texts} texts
 * @property {import('./prefs.js').Prefs} prefs
 * @property {import('./route.js').Route} route       which page is open
 * @property {import('./link.js').Link} link          acting, connection state, notices
 * @property {{claim: (handler: (event: KeyboardEvent) => boolean) => () => void,
 *   lead: (playhead: import('./playhead.js').Playhead) => () => void}} keys  first say over
 *   keys pressed outside a field; another playhead for the player's; how to give it back
 * @property {import('../types.d.ts').Boot} boot       what the server put into the page
 * @property {() => Promise<import('../types.d.ts').Machines>} machines  state tables, once
 * @property {Classroom} [classroom]  of who is in a class
 * @property {() => any} [bar]   what stands above every page besides
 */

/**
 * @typedef {EventTarget & {
 *   seat: import('../types.d.ts').ClassSeat,
 *   state: import('../types.d.ts').ClassState | null,
 *   members: readonly import('../types.d.ts').ClassMember[],
 *   asked: readonly import('../types.d.ts').ClassBallot[],
 *   station: import('../types.d.ts').ClassStation | null,
 *   held: readonly import('../types.d.ts').ClassHeldLetter[],
 *   namesHidden: boolean, me: string, name: string, vote: number | null,
 *   over: import('../types.d.ts').Text | null, teaches: boolean, presents: boolean,
 *   stopped: boolean, tallies: RungNotes,
 *   peeked: readonly string[], peekLab: string | null,
 *   ask: (name: string, what?: Record<string, any>) => Promise<import('./channel.js').Answer>,
 *   pushed: readonly import('../types.d.ts').ClassPush[],
 *   read: (push: string) => Promise<import('./channel.js').Answer>,
 *   cast: (option: number) => Promise<import('./channel.js').Answer>,
 * }} Classroom  classroom/class-link.js
 */

/**
 * @typedef {object} RungNotes  what a class put under rungs of the ladder
 * @property {(branch: string) => string} key  changes when it does
 * @property {(branch: string) => (step: {seq: number}) => number} rows  lines it takes
 * @property {(step: {seq: number}, part: any,
 *   below: number) => unknown} draw
 */

/** @type {Context | undefined} */
let current;

/** @param {Context} context */
export function provide(context) {
  current = context;
}

/** @returns {Context} */
export function context() {
  if (!current) throw new Error('The page has not been put together yet');
  return current;
}
