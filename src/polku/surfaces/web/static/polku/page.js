// Small manners every page has: ask before what can't be undone, copy to the clipboard, close the menu.
document.addEventListener("submit", (event) => {
  const question = (event.submitter ?? event.target).dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, { capture: true });

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
  button.textContent = button.dataset.copied;
});

// A filter form sends itself when a choice changes; without scripts its button does. A date changes with every
// digit of its year, a word with every letter that is gone back on: those wait for Enter or the button.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-send-on-change] select")) event.target.form.requestSubmit();
});

// Where the server can't be reached, the page says so until it can; fetch tells it by a TypeError, and by an AbortError
// where no answer came in time: nothing else ends a request early here.
function reachable(is) {
  document.getElementById("unreachable").hidden = is;
}
addEventListener("offline", () => reachable(false));
addEventListener("online", () => reachable(true));
document.addEventListener("htmx:error", (event) => {
  const { error } = event.detail;
  if (error instanceof TypeError || error.name === "AbortError") reachable(false);
});
document.addEventListener("htmx:after:swap", () => reachable(true));
