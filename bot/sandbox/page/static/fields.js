// The controls inside blocks: what they hold, filters over long lists, drafts that outlive a change of place.

import { act } from "./acts.js";

export function wordsOf(field) {
  if (field.matches("select, input, textarea")) return field.value ? [field.value] : [];
  return [...field.querySelectorAll("input:checked")].map((input) => input.value);
}

export function stateOf(surface) {
  const state = {};
  for (const field of surface.querySelectorAll("[data-element]"))
    (state[field.dataset.block] ??= {})[field.dataset.action] = wordsOf(field);
  return state;
}

export const surfaceOf = (node) => node.closest("[data-surface]");

export function applyFilter(input) {
  const panel = input.closest(".menu-panel");
  const typed = input.value.trim().toLowerCase();
  let found = 0;
  for (const choice of panel.querySelectorAll("[data-choice], .pick-list .tick")) {
    choice.hidden = !choice.textContent.toLowerCase().includes(typed);
    found += !choice.hidden;
  }
  for (const group of panel.querySelectorAll(".pick-group")) group.hidden = !group.querySelector(".tick:not([hidden])");
  panel.querySelector(".none").hidden = found > 0;
}

export function describePick(pick) {
  const chosen = [...pick.querySelectorAll("input:checked")].map((input) => input.parentElement.textContent.trim());
  const shown = pick.querySelector(".chosen");
  shown.textContent = chosen.join(", ") || shown.dataset.prompt;
  holdAtMost(pick);
}

export function holdAtMost(pick) {
  const full = pick.querySelectorAll("input:checked").length >= (Number(pick.dataset.most) || Infinity);
  for (const input of pick.querySelectorAll("input[type=checkbox]")) input.disabled = full && !input.checked;
}

let asked = 0;

// Ask the app what fits to what is typed so far; `offered` is fulfilled when its answer stands in the list.
export const offer = (pick) => (pick.offered = suggest(pick));

async function suggest(pick) {
  const typed = pick.querySelector("[data-filter]").value;
  if (typed.length < Number(pick.dataset.ask)) return;
  const mine = ++asked;
  const { block, action } = pick.dataset;
  const answer = await act(pick, "ask", { surface: JSON.parse(surfaceOf(pick).dataset.surface), block, action, text: typed });
  if (mine !== asked || !answer.options) return;
  const list = pick.querySelector(".pick-list");
  const kept = [...list.querySelectorAll("label")].filter((label) => label.querySelector("input").checked);
  const values = kept.map((label) => label.querySelector("input").value);
  const kind = pick.dataset.many === undefined ? "radio" : "checkbox";
  const fresh = answer.options.filter(({ value }) => !values.includes(value)).map(({ value, label }) => {
    const row = Object.assign(document.createElement("label"), { className: "tick" });
    const input = Object.assign(document.createElement("input"), { type: kind, name: pick.id, value });
    row.append(input, Object.assign(document.createElement("span"), { textContent: label }));
    return row;
  });
  list.replaceChildren(...kept, ...fresh);
  pick.querySelector(".none").hidden = kept.length + fresh.length > 0;
}

// Drafts: what was typed in a form or a composer comes back when its person does.

const draftKey = (node) => {
  if (node.closest("[data-compose]")) return node.closest("[data-compose]").dataset.draft;
  const field = node.closest("[data-element]");
  const win = node.closest(".window");
  return field && win ? "draft-" + field.id.slice(win.dataset.window.length) : null;
};

export function keepDraft(node) {
  const key = draftKey(node);
  if (!key) return;
  const field = node.closest("[data-element]") || node;
  sessionStorage.setItem(key, JSON.stringify(wordsOf(field)));
}

export function dropDraft(node) {
  const key = draftKey(node);
  if (key) sessionStorage.removeItem(key);
}

export function restoreDrafts() {
  const fields = "[data-modal] [data-element], [data-compose] textarea";
  for (const field of document.querySelectorAll(fields)) {
    if (field.restored) continue;
    field.restored = true;
    const draft = sessionStorage.getItem(draftKey(field));
    if (draft === null) continue;
    const words = JSON.parse(draft);
    if (field.matches("select, input, textarea")) field.value = words[0] ?? "";
    else for (const input of field.querySelectorAll("input[name]")) input.checked = words.includes(input.value);
    if (field.matches(".pick")) describePick(field);
  }
}
