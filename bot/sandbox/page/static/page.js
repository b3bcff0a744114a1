// The page follows the sandbox: every change is fetched as a fresh drawing and laid over this one.

import { act, confirmed, post, say, unsay, windowOf } from "./acts.js";
import { composerKey, hideCommands, offerCommands, send } from "./composer.js";
import { applyFilter, describePick, dropDraft, holdAtMost, keepDraft, offer, restoreDrafts, stateOf, surfaceOf, wordsOf } from "./fields.js";
import { become, go, sideBySide, stay, take, toggle } from "./going.js";
import { choosing, closeMenus, closePanels, escapeMenu, placeMenus } from "./menus.js";
import { controlOf, keepInside, openModal } from "./modals.js";
import { morph } from "./morph.js";
import { heldFocus, heldScroll, scrollOn, toNewest } from "./places.js";
import { theme } from "./theme.js";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const page = document.getElementById("page");
const seen = {}; // window -> the modal it shows, the place it is at, and where focus goes back to

// Following

let following;
let drawing = null; // the promise of it
let stale = false;
let turning = ""; // what the tools wait for: "clock" on its way, or an "errand", both asked for at this page

// Fulfilled once the page shows what holds now, however many ask for it meanwhile.
function refresh() {
  stale = true;
  if (!choosing()) drawing ??= draw();
  return drawing;
}

async function draw() {
  try {
    while (stale && !choosing()) {
      stale = false;
      const asked = location.href;
      const html = await drawnAt(asked);
      // Only now is it known whether the person has gone elsewhere meanwhile, or holds a list open.
      if (asked !== location.href || choosing()) stale = true;
      else if (html) lay(html);
    }
  } finally {
    drawing = null;
  }
}

// Nothing while the sandbox is away: the next sign of life draws.
const drawnAt = (url) => fetch(url).then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);

function lay(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const before = heldScroll();
  const focus = heldFocus();
  document.title = fresh.title;
  morph(page, fresh.getElementById("page"));
  focus();
  settle(before);
}

function settle(before) {
  stay();
  restoreDrafts();
  $$("[data-scroll]").forEach((box) => scrollOn(box, before.get(box.id)));
  $$(".pick[data-most]").forEach(holdAtMost);
  for (const input of $$("details[open] [data-filter]")) if (!input.closest("[data-ask]")) applyFilter(input);
  if (turning) holdBar();
  $$(".window").forEach(arrive);
  placeMenus();
  if (following) follow();
}

function arrive(win) {
  const before = seen[win.id] || {};
  const modal = $("[data-modal]", win)?.id;
  const where = `${win.dataset.as} ${win.dataset.at}`;
  seen[win.id] = { ...before, modal, where };
  if (modal && modal !== before.modal) {
    if (!before.modal) seen[win.id].back = document.activeElement?.id;
    openModal($("[data-modal]", win));
  } else if (before.modal && !modal) {
    (document.getElementById(before.back) || $(".composer textarea, .home", win))?.focus();
  } else if (modal && document.activeElement === document.body) $(`[data-modal] h2`, win).focus({ preventScroll: true });
  if (modal && before.where && where !== before.where && modal !== before.modal) say("This form was left open here.");
  if (where !== before.where) {
    delete win.dataset.drawerOpen;
    act(win, "visit", { at: win.dataset.at });
  } else if (win.dataset.unread !== undefined && document.visibilityState === "visible") act(win, "read", { at: win.dataset.at });
}

// Acting

async function press(button, words, as = windowOf(button).dataset.as) {
  if (button.dataset.confirm && !(await confirmed(JSON.parse(button.dataset.confirm)))) return refresh();
  const surface = surfaceOf(button);
  button.closest("details[data-menu]:not([data-element])")?.removeAttribute("open");
  button.setAttribute("aria-busy", "true");
  const { block, action } = button.dataset;
  await act(button, "press", { as, surface: JSON.parse(surface.dataset.surface), block, action, words, state: stateOf(surface) });
  button.removeAttribute("aria-busy");
  refresh();
}

async function submit(form) {
  const button = $("button[type=submit]", form);
  if (!button || button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const modal = form.closest("[data-modal]");
  const answer = await act(form, "submit", { view: form.dataset.view, state: stateOf(form) });
  button.removeAttribute("aria-busy");
  if (answer.ok) $$("[data-element]", form).forEach(dropDraft);
  await refresh();
  controlOf($(".wrong [data-element]", modal))?.focus();
}

const waits = (button) => button.getAttribute("aria-disabled") === "true";

// While the clock is on its way its tools wait where they stand, and keep the focus; only Stop can be pressed.
function holdBar() {
  $$("[data-bar], [data-errand]").forEach((one) => one.setAttribute("aria-disabled", "true"));
  $("[data-stop]").setAttribute("aria-disabled", String(turning !== "clock"));
}

async function turnClock(button) {
  if (waits(button) || (button.dataset.confirm && !(await confirmed(JSON.parse(button.dataset.confirm))))) return;
  return takesTime({ do: button.dataset.bar, hours: Number(button.dataset.hours) });
}

// What goes on for a while: the tools wait, and the page shows how far it is.
async function takesTime(wish) {
  const people = $$(".window").map((win) => win.dataset.as);
  $$(".window").forEach((win) => (win.acted = true));
  turning = wish.do === "errand" ? "errand" : "clock";
  holdBar();
  unsay();
  const moved = post("/sandbox/page/bar", { ...wish, people });
  const showing = setInterval(refresh, 800); // where the clock is on its way
  const answer = await moved;
  clearInterval(showing);
  if (answer.restarted) {
    sessionStorage.clear();
    following.onopen = () => location.replace("/"); // as soon as the sandbox is back
    return;
  }
  turning = "";
  refresh();
}

const CLICKS = {
  "[data-press]": (node) => press(node, node.dataset.value ? [node.dataset.value] : null),
  "[data-person]:not([data-take])": (node) => become(node.dataset.window, node.dataset.person),
  "[data-take]": (node) => take(node.dataset),
  "[data-errand]": (node) => waits(node) || takesTime({ do: "errand", errand: node.dataset.errand }),
  "[data-dismiss]": (node) => post("/sandbox/page/bar", { do: "dismiss", news: node.dataset.dismiss }).then(refresh),
  "[data-close]": (node) => act(node, "close", { view: node.closest("form").dataset.view, all: "all" in node.dataset }).then(refresh),
  "[data-shortcut]": (node) => act(node, "shortcut", { callback: node.dataset.shortcut }).then(refresh),
  "[data-slash]": (node) => {
    const box = $("textarea", node.form);
    box.value = "/";
    box.focus();
    offerCommands(box);
  },
  "[data-bar]": turnClock,
  "[data-stop]": (node) => waits(node) || post("/sandbox/page/bar", { do: "stop" }),
  "[data-below]": (node) => toNewest($("[data-scroll]", windowOf(node))),
  "[data-side]": sideBySide,
  "[data-toggle]": (node) => toggle(node.dataset.toggle),
  "[data-theme-switch]": () => theme(true),
  "[data-drawer]": (node) => windowOf(node).toggleAttribute("data-drawer-open"),
};

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-go]");
  for (const [selector, run] of Object.entries(CLICKS)) {
    const node = event.target.closest(selector);
    if (!node) continue;
    if (!node.target) event.preventDefault();
    if (!selector.includes("press")) node.closest("details[data-menu]")?.removeAttribute("open");
    run(node);
    break;
  }
  if (place) {
    event.preventDefault();
    delete windowOf(place).dataset.drawerOpen;
    go(windowOf(place), place.dataset.go);
  }
  closeMenus(event.target);
});

// A list that stands above the page closes before what is pressed beside it: what was picked there goes first.
for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, ({ target }) => closePanels(target));

document.addEventListener("submit", (event) => {
  event.preventDefault();
  event.target.matches("[data-compose]") ? send(event.target).then(refresh) : submit(event.target);
});

const waiting = new Map();

document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-element]");
  if (!field || event.target.matches("[data-filter]")) return;
  if (field.matches(".pick")) describePick(field);
  if (field.matches(".pick") && event.target.type === "radio") {
    field.open = false;
    $("summary", field).focus();
  }
  const input = field.closest("[data-input]");
  const typed = field.matches("textarea, input:not([type=date], [type=time], [type=datetime-local])");
  if ((input && !("dispatch" in input.dataset)) || typed) return;
  clearTimeout(waiting.get(field)); // a date typed by keyboard changes with every digit: wait for the last
  if (field.matches("[data-many]")) return void (field.chosenAnew = true); // goes when the list closes, as in Slack
  const { as } = windowOf(field).dataset;
  waiting.set(field, setTimeout(() => press(field, wordsOf(field), as), field.matches("input") ? 700 : 0));
});

document.addEventListener("menuclosed", async ({ target }) => {
  if (target.chosenAnew) await press(target, wordsOf(target));
  target.chosenAnew = false;
  if (stale) refresh();
});

document.addEventListener("input", (event) => {
  const node = event.target;
  if (node.matches("[data-filter]")) node.closest("[data-ask]") ? offer(node.closest("[data-ask]")) : applyFilter(node);
  else if (node.matches("[data-compose] textarea")) offerCommands(node);
  if (!node.matches("[data-filter]")) keepDraft(node);
  if (node.dataset.on?.includes("on_character_entered")) press(node, wordsOf(node));
});

document.addEventListener("focusout", ({ target }) => {
  if (target.matches("[data-compose] textarea")) hideCommands(target);
});

document.addEventListener("keydown", (event) => {
  const node = event.target;
  if (node.matches?.("[data-compose] textarea") && composerKey(event, node)) return;
  if (event.key === "Enter" && node.matches("input[data-element]") && node.closest("[data-dispatch]")) {
    event.preventDefault();
    press(node, wordsOf(node));
  }
  if (event.key === "Enter" && node.matches("[data-filter], .pick-list input")) {
    event.preventDefault();
    if (node.matches("[data-filter]")) takeFirst(node);
  }
  if (event.key === "Escape") escape(node);
  if (event.key === "Tab") keepInside(event, node.closest("[data-modal]"));
});

// The first one found that is not taken yet; what is typed next looks for another.
async function takeFirst(filter) {
  await filter.closest("[data-ask]")?.offered;
  $("[data-choice]:not([hidden]) a, .tick:not([hidden]) input:not(:checked)", filter.closest(".menu-panel"))?.click();
  filter.select();
}

function escape(node) {
  if (node.closest("dialog.confirm")) return;
  if (escapeMenu(node)) return;
  const close = $("[data-modal] .modal-head .close", windowOf(node)) || $("[data-modal] .close");
  const back = close && $(".back", close.parentElement);
  (back || close)?.click();
}

// Starting

theme(false);
settle(new Map());
addEventListener("popstate", refresh);
document.addEventListener("went", refresh);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, 30000); // program time runs on

function follow() {
  const query = new URLSearchParams($$(".window").map((win) => ["as", win.dataset.as]));
  const url = "/sandbox/page/events?" + query;
  if (following?.url.endsWith(url)) return;
  following?.close();
  following = new EventSource(url);
  following.onmessage = refresh;
  following.onopen = refresh;
}
follow();
