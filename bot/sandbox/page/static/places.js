// Where a person is on the page: what they read, and what has the focus. A redraw takes neither away.

import { windowOf } from "./acts.js";

const NEAR = 60; // pixels from the end that still count as reading the newest

const boxes = () => [...document.querySelectorAll("[data-scroll]")];
const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
const newest = (box) => [...box.querySelectorAll(".line")].at(-1);
const isTall = (box) => newest(box)?.offsetHeight > box.clientHeight; // does not fit: it is read from its top
const hint = (box) => windowOf(box).querySelector("[data-below]");

export const heldScroll = () => new Map(boxes().map((box) => [box.id, { atEnd: atEnd(box), newest: newest(box)?.id, isTall: isTall(box) }]));

export function toNewest(box) {
  if (isTall(box)) newest(box).scrollIntoView({ block: "start" });
  else box.scrollTop = box.scrollHeight;
  hint(box).hidden = true;
}

// A new message is shown to those who read the newest or have just acted; who reads further up is told of it.
export function scrollOn(box, before) {
  const more = !before || newest(box)?.id !== before.newest;
  if (before?.atEnd && !more && isTall(box) && before.isTall) box.scrollTop = box.scrollHeight;
  else if (!before || before.atEnd || (more && windowOf(box).acted)) toNewest(box);
  else if (more) hint(box).hidden = false;
}

// Whoever moves away from the end by themselves reads there, until they act again.
function leaves({ target }) {
  const box = target.closest?.("[data-scroll]");
  if (box) windowOf(box).acted = false;
}

addEventListener("wheel", leaves, { passive: true });
addEventListener("touchmove", leaves, { passive: true });
addEventListener("keydown", leaves);
addEventListener("scroll", ({ target }) => {
  if (target.matches?.("[data-scroll]") && atEnd(target)) hint(target).hidden = true;
}, true);

// The focus as it is now, and a way to give it back when its node has gone: to what is drawn in its place, else to
// what it stood in, from where Tab goes on. A form looks after itself.
export function heldFocus() {
  const node = document.activeElement;
  if (!node?.closest("#page")) return () => {};
  const around = node.closest("[data-surface]:not([data-modal])")?.id;
  const box = node.closest("[data-scroll], .home")?.parentElement.id;
  return () => {
    if (document.activeElement !== document.body) return;
    const places = [node.id, around].map((id) => id && document.getElementById(id));
    const place = places.find(Boolean) || (box && document.getElementById(box)?.querySelector("[data-scroll], .home"));
    place?.focus({ preventScroll: true });
  };
}
