// What a person does, sent to the sandbox.

export const windowOf = (node) => node.closest(".window") || document.querySelector(".window");

const UNASKED = new Set(["visit", "read", "ask"]);
const said = document.getElementById("said");

// What is said stays until the person does the next thing: nobody has to read against a clock.
export function say(words, { person, place } = {}) {
  said.textContent = words;
  if (!place || document.querySelector(`.window[data-as="${person}"][data-at="${place}"]`)) return; // it is in sight
  const way = Object.assign(document.createElement("button"), { type: "button", textContent: "Show it" });
  Object.assign(way.dataset, { take: "", person, place });
  said.prepend(way, " ");
}
export const unsay = () => say("");

export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    if (told.said) say(told.said, told);
    return told;
  } catch {
    say("The sandbox did not answer. Is it still running?");
    return { ok: false };
  }
}

export function act(node, name, details) {
  if (!UNASKED.has(name)) {
    unsay();
    windowOf(node).acted = true; // and so wants to see what comes of it
  }
  return post("/sandbox/page/act", { as: windowOf(node).dataset.as, act: name, ...details });
}

// A confirmation as Slack shows it: title, words, and two buttons that say what they do.
export function confirmed(confirm) {
  return new Promise((decide) => {
    const dialog = document.createElement("dialog");
    dialog.className = "confirm";
    dialog.setAttribute("aria-labelledby", "confirm-title");
    const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
    const foot = document.createElement("footer");
    foot.append(
      make("button", confirm.deny?.text || "Cancel", { className: "btn", onclick: () => dialog.close("no") }),
      make("button", confirm.confirm?.text || "Yes", {
        className: `btn ${confirm.style || "primary"}`,
        onclick: () => dialog.close("yes"),
      }),
    );
    dialog.append(make("h2", confirm.title?.text || "Are you sure?", { id: "confirm-title" }), make("p", confirm.text?.text || ""), foot);
    dialog.onclose = () => {
      dialog.remove();
      decide(dialog.returnValue === "yes");
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}
