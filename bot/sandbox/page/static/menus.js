// Menus and long selects: a panel under its button, above everything that would clip it.

import { applyFilter, offer } from "./fields.js";

const GAP = 6;
const NARROWEST = 220;
const ENOUGH = 160;
const menus = () => document.querySelectorAll("details[data-menu][open]");
const panelOf = (menu) => menu.querySelector(".menu-panel");

function place(menu) {
  const panel = panelOf(menu);
  if (!panel.matches(":popover-open")) return;
  const button = menu.querySelector("summary").getBoundingClientRect();
  if (menu.matches(".pick")) panel.style.width = `${Math.max(button.width, NARROWEST)}px`;
  const { width, height } = panel.getBoundingClientRect();
  menu.side ??= sideOf(menu, button, height);
  panel.classList.toggle("above", menu.side === "above");
  panel.style.left = `${Math.max(GAP, Math.min(button.left, innerWidth - width - GAP))}px`;
  // Held at the edge that touches its button: a filter that shortens the list does not pull it away.
  panel.style.top = menu.side === "below" ? `${button.bottom + GAP}px` : "auto";
  panel.style.bottom = menu.side === "above" ? `${innerHeight - button.top + GAP}px` : "auto";
  panel.style.maxHeight = `${(menu.side === "above" ? button.top : innerHeight - button.bottom) - 2 * GAP}px`;
}

// A list of a message stands above it where there is room: below are the buttons that come after a choice.
function sideOf(menu, button, height) {
  const [above, below] = [button.top - 2 * GAP, innerHeight - button.bottom - 2 * GAP];
  if (menu.matches(".line .pick") && above > Math.min(ENOUGH, below)) return "above";
  return height > below && above > below ? "above" : "below";
}

function opened(menu) {
  const panel = panelOf(menu);
  delete menu.side;
  if (menu.closest("[data-modal]")) menu.scrollIntoView({ block: "nearest" }); // stands in the form itself
  else {
    panel.popover = "manual";
    panel.showPopover();
    place(menu);
  }
  const filter = panel.querySelector("[data-filter]");
  if (filter) {
    filter.value = "";
    if (!("ask" in menu.dataset)) applyFilter(filter);
    filter.focus();
  }
  if (menu.dataset.ask === "0") offer(menu);
}

export function closeMenus(but = null) {
  for (const menu of menus()) if (!menu.contains(but)) menu.open = false;
}

// What the list stands in gets the focus when a word in it is pressed.
export function closePanels(but) {
  for (const menu of menus()) if (!menu.closest("[data-modal]") && !menu.contains(but) && !but.contains(menu)) menu.open = false;
}

export function escapeMenu(node) {
  const menu = node.closest("details[data-menu][open]") || menus()[0];
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
}

// A list that somebody is choosing from: nothing may move under their hand. A form's own lists stand still.
export const choosing = () => [...menus()].some((menu) => !menu.closest("[data-modal]"));

export const placeMenus = () => menus().forEach(place);

addEventListener("scroll", placeMenus, true);
addEventListener("resize", placeMenus);
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches("details[data-menu]")) return;
  if (target.open) opened(target);
  else {
    if (panelOf(target).matches(":popover-open")) panelOf(target).hidePopover();
    target.dispatchEvent(new Event("menuclosed", { bubbles: true }));
  }
}, true);
