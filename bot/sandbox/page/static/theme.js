// Light, dark, or as the system has it; kept in this browser.

export function theme(next) {
  const order = ["auto", "light", "dark"];
  const now = localStorage.getItem("theme") || "auto";
  const chosen = next ? order[(order.indexOf(now) + 1) % 3] : now;
  localStorage.setItem("theme", chosen);
  document.documentElement.dataset.theme = chosen;
  document.getElementById("theme-mark").textContent = { auto: "◐", light: "☀", dark: "☾" }[chosen];
  document.getElementById("theme-name").textContent = `Colours: ${chosen}`;
}
