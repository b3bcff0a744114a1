// The composer: Return sends, a slash offers the commands.

import { act } from "./acts.js";
import { dropDraft } from "./fields.js";

const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));

export async function send(form) {
  const box = form.querySelector("textarea");
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  dropDraft(box);
  hideCommands(box);
  await act(form, "say", { at: form.closest(".window").dataset.at, text });
}

export function offerCommands(box) {
  const typed = box.value;
  const commands = JSON.parse(box.dataset.commands);
  const matching = /^\/\S*$/.test(typed) ? commands.filter(([name]) => name.startsWith(typed)) : [];
  const list = listOf(box);
  list.replaceChildren(...matching.map(([name, about], index) => {
    const row = document.createElement("li");
    Object.assign(row, { id: `${list.id}-${index}`, role: "option" });
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === 0));
    row.append(Object.assign(document.createElement("b"), { textContent: name }), about);
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(box, name);
    });
    return row;
  }));
  list.hidden = !matching.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
  mark(box, list.firstElementChild);
}

export function composerKey(event, box) {
  const list = listOf(box);
  const chosen = list.hidden ? null : list.querySelector("[aria-selected=true]");
  if (chosen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const down = event.key === "ArrowDown";
    mark(box, (down ? chosen.nextElementSibling : chosen.previousElementSibling) || (down ? list.firstElementChild : list.lastElementChild));
  } else if (chosen && event.key === "Escape") hideCommands(box);
  else if (chosen && event.key === "Tab" && !event.shiftKey) take(box, chosen.querySelector("b").textContent);
  else if (chosen && event.key === "Enter" && chosen.querySelector("b").textContent !== box.value) take(box, chosen.querySelector("b").textContent);
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(box.form);
  else return false;
  event.preventDefault();
  return true;
}

function take(box, name) {
  box.value = name + " ";
  hideCommands(box);
  box.focus();
}

function mark(box, row) {
  if (!row) return box.removeAttribute("aria-activedescendant");
  for (const other of row.parentElement.children) other.setAttribute("aria-selected", String(other === row));
  box.setAttribute("aria-activedescendant", row.id);
}

export function hideCommands(box) {
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}
