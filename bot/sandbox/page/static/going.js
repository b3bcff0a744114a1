// Going: the address is where the person means to be, also before it is drawn.

import { unsay } from "./acts.js";

const SLOTS = { one: ["as", "at"], two: ["and", "there"] };
const $$ = (selector) => [...document.querySelectorAll(selector)];
const page = document.getElementById("page");

function address(changes) {
  const query = new URLSearchParams(location.search);
  unsay();
  for (const [name, value] of Object.entries(changes)) value === null ? query.delete(name) : query.set(name, value);
  history.pushState(null, "", "?" + query);
  document.dispatchEvent(new Event("went"));
}

// Write down where the windows are, so that a new message elsewhere does not draw them away.
export function stay() {
  const query = new URLSearchParams(location.search);
  if (page.dataset.mine) query.set("mine", page.dataset.mine); // whose tour it is does not change with whom one looks at
  for (const win of $$(".window")) for (const [n, slot] of SLOTS[win.id].entries()) query.set(slot, n ? win.dataset.at : win.dataset.as);
  history.replaceState(null, "", "?" + query);
}

export const go = (win, place) => address({ [SLOTS[win.id][1]]: place });
export const become = (slot, person, place = null, more = {}) => address({ [SLOTS[slot][0]]: person, [SLOTS[slot][1]]: place, ...more });

// In the window that shows this person already, else in the first.
export function take({ person, place, mine }) {
  const as = person || document.getElementById("one").dataset.as;
  const slot = $$(".window").find((win) => win.dataset.as === as)?.id || "one";
  return become(slot, as, place || null, mine === undefined ? {} : { mine: as });
}

export function sideBySide() {
  const query = new URLSearchParams(location.search);
  if (query.has("and")) return address({ and: null, there: null });
  const other = $$("#people-one [data-person]").find((link) => link.dataset.person !== document.querySelector(".window").dataset.as);
  return address({ and: other.dataset.person, there: null });
}

export function toggle(name) {
  return address({ [name]: page.classList.contains(`with-${name}`) ? "0" : "1" });
}
