// A form in front of everything: where it opens, and how Tab stays in it.

const $ = (selector, within) => within.querySelector(selector);

// A form opens at its top: the focus is on its first field if that can be seen there, else on the title.
export function openModal(modal) {
  const body = $(".modal-body", modal);
  const control = controlOf($(".modal-body .input [data-element]", modal));
  body.scrollTop = 0;
  const inSight = control && control.getBoundingClientRect().bottom <= body.getBoundingClientRect().bottom;
  (inSight ? control : $("h2", modal)).focus({ preventScroll: true });
}

export const controlOf = (field) => field && ($("summary, input", field) || field);

export function keepInside(event, modal) {
  if (!modal) return;
  const stops = [...modal.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((one) => !one.disabled && one.checkVisibility());
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const atTitle = event.shiftKey && document.activeElement.matches("h2"); // before the first stop
  if (document.activeElement !== from && !atTitle) return;
  event.preventDefault();
  to.focus();
}
