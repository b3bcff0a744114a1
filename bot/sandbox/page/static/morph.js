// Make the page look like a newer drawing of itself, touching only what differs:
// focus, scroll, typed text, open menus and selects stay because their nodes stay.

// What belongs to the person at the page, not to the server: these everywhere, and what a template names in `data-own`.
const OWN = ["aria-busy", "popover", "style"];

const keyOf = (node) => node.id || node.dataset?.key;

export function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  const own = [...OWN, ...(fresh.dataset.own || "").split(" ")];
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (!own.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!("keep" in old.dataset)) morphChildren(old, fresh);
}

function morphChildren(old, fresh) {
  const named = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let here = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const key = keyOf(wanted);
    const match = key ? named.get(key) : alike(here, wanted) ? here : null;
    named.delete(key);
    if (!match) {
      old.insertBefore(wanted, here);
      continue;
    }
    if (match !== here) here = bring(old, match, here);
    here = match.nextSibling;
    morph(match, wanted);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

// Old nodes that stand before the match and are wanted no more go away; a match further up is moved down.
function bring(old, match, here) {
  const following = here && here.compareDocumentPosition(match) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (!following) return old.insertBefore(match, here);
  while (here !== match) {
    const next = here.nextSibling;
    if (keyOf(here)) old.append(here); // it may be wanted further down; if not, the end of the list is cleared
    else here.remove();
    here = next;
  }
  return match;
}

function alike(here, wanted) {
  return here && !keyOf(here) && here.nodeType === wanted.nodeType && here.nodeName === wanted.nodeName;
}
