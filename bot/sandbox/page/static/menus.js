// Menus and long selects: a panel under its button, above everything that would clip it.

import { suggest } from "./fields.js";

const GAP = 6;
const menus = () => document.querySelectorAll("details[data-menu][open]");
const panelOf = (menu) => menu.querySelector(".menu-panel");

function place(menu) {
  const panel = panelOf(menu);
  if (!panel.matches(":popover-open")) return;
  const button = menu.querySelector("summary").getBoundingClientRect();
  panel.style.minWidth = menu.matches(".pick") ? `${button.width}px` : "";
  const { width, height } = panel.getBoundingClientRect();
  const above = button.bottom + GAP + height > innerHeight && button.top - GAP - height > 0;
  panel.style.left = `${Math.max(GAP, Math.min(button.left, innerWidth - width - GAP))}px`;
  panel.style.top = `${above ? button.top - GAP - height : Math.min(button.bottom + GAP, Math.max(GAP, innerHeight - height - GAP))}px`;
}

function opened(menu) {
  const panel = panelOf(menu);
  if (menu.closest("[data-modal]")) menu.scrollIntoView({ block: "nearest" }); // stands in the form itself
  else {
    panel.popover = "manual";
    panel.showPopover();
    place(menu);
  }
  panel.querySelector("[data-filter]")?.focus();
  if (menu.dataset.ask === "0") suggest(menu);
}

export function closeMenus(but = null) {
  for (const menu of menus()) if (!menu.contains(but)) menu.open = false;
}

export function escapeMenu(node) {
  const menu = node.closest("details[data-menu][open]") || menus()[0];
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
}

export const placeMenus = () => menus().forEach(place);

addEventListener("scroll", placeMenus, true);
addEventListener("resize", placeMenus);
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches("details[data-menu]")) return;
  if (target.open) opened(target);
  else if (panelOf(target).matches(":popover-open")) panelOf(target).hidePopover();
}, true);
