/**
 * A page of somebody in a class. Whoever presents tells the class what is on the screen;
 * whoever follows goes where the class is: to another page of the same lab, or to another lab
 * by loading the class's address again; a teacher's page of a student's screen goes where the
 * student goes, and tells nothing.
 */
import { ClassLink } from './class-link.js';

/** The teacher's page of the class is shown to nobody. */
const DESK = 'classroom';

/** @typedef {import('../core/route.js').Route} Route */

/** @param {Route} route */
const viewOf = ({ place: { id, rest } }) => (rest ? `${id}/${rest}` : id);

/**
 * @param {import('../core/channel.js').Socket} socket
 * @param {import('../types.d.ts').Boot} boot @param {Route} route
 * @param {() => void} tellPlaceAgain  a lab that comes on show begins unshown
 */
export function takePart(socket, boot, route, tellPlaceAgain) {
  const seat = /** @type {import('../types.d.ts').ClassSeat} */ (boot.classroom);
  const link = new ClassLink(socket, seat, boot.lab);
  link.addEventListener('elsewhere', () => location.assign(`/clase/${seat.code}`));
  if (seat.peeks) peek(link, boot, seat.peeks);
  else if (seat.follows) follow(link, boot, route);
  else tell(link, boot, route, tellPlaceAgain);
  return link;
}

/**
 * Two pages of a presenter may stand side by side: that one is shown where something was done
 * last, never the one that hears of the other.
 * @param {ClassLink} link @param {import('../types.d.ts').Boot} boot @param {Route} route
 * @param {() => void} tellPlaceAgain
 */
function tell(link, boot, route, tellPlaceAgain) {
  const show = () => {
    if (!link.presents || !boot.may_act || document.visibilityState !== 'visible') return;
    const desk = route.place.id === DESK;
    const shown = link.state?.shown;
    if (desk && shown?.lab === boot.lab) return;
    const view = desk ? '' : viewOf(route);
    link.ask('class_show', { lab: boot.lab, view }).then(({ ok }) => ok && tellPlaceAgain());
  };
  let presented = link.presents;
  let showed = isOnShow(link, boot);
  link.addEventListener('change', () => {
    if (presented && !link.presents && showed) {
      location.assign(`/clase/${link.seat.code}`);
    } else if (!presented && link.presents) show();
    presented = link.presents;
    showed = isOnShow(link, boot);
  });
  link.addEventListener('entered', show);
  route.addEventListener('change', show);
  document.addEventListener('visibilitychange', show);
  addEventListener('focus', show);
}

/** The class sees this lab.
 * @param {ClassLink} link @param {import('../types.d.ts').Boot} boot */
const isOnShow = (link, boot) => link.state?.shown?.lab === boot.lab;

/** Of a class that goes to another lab, not all pages load in one moment: so much later for
 * each student, ms, and at most. */
const LATER_MS = 40;
const LATER_MS_MAX = 3000;

/** @param {ClassLink} link @param {import('../types.d.ts').Boot} boot @param {Route} route */
function follow(link, boot, route) {
  let seen = viewOf(route);
  let leaving = false;
  const leave = () => {
    leaving = false;
    if (!isOnShow(link, boot)) location.reload();
  };
  link.addEventListener('change', () => {
    const { state } = link;
    if (!state) return;
    if (link.presents || !state.shown) {
      location.reload();
      return;
    }
    if (!isOnShow(link, boot)) {
      if (!leaving) setTimeout(leave, laterMs(link.me));
      leaving = true;
      return;
    }
    if (state.shown.view === seen) return;
    seen = state.shown.view;
    const [id, ...rest] = seen.split('/');
    if (id) route.go(id, rest.join('/'));
  });
}

/** @param {ClassLink} link @param {import('../types.d.ts').Boot} boot @param {string} member */
function peek(link, boot, member) {
  const go = (/** @type {string} */ lab) => {
    if (lab && lab !== boot.lab) location.reload();
    else link.showsScreen(lab);
  };
  link.addEventListener('peek', (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.member === member) go(detail.lab);
  });
  link.addEventListener('entered', async () => {
    const { lab = '' } = await link.ask('class_peek', { member });
    go(lab);
  });
}

/** When the page of member `s12` leaves. @param {string} member */
const laterMs = (member) => (LATER_MS * Number(member.slice(1) || 0)) % LATER_MS_MAX;
