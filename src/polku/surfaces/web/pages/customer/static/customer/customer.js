// Encounters that are open stay open when the path is drawn anew, and show what came since.
const shown = new WeakMap();

htmx.registerExtension("keep-open", {
  htmx_before_morph_attr: (element, detail) => !(detail.attrName === "open" && element instanceof HTMLDetailsElement),
});

document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (details.open && details.dataset.version) shown.set(details, details.dataset.version);
}, { capture: true });

document.addEventListener("htmx:after:swap", () => {
  for (const details of document.querySelectorAll(".encounter > details[open]")) {
    if (shown.get(details) === details.dataset.version) continue;
    shown.set(details, details.dataset.version);
    htmx.trigger(details, "refresh");
  }
});

// A mark of the picture opens its encounter.
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".picture a");
  const details = mark && document.getElementById(mark.getAttribute("href").slice(1))?.querySelector("details");
  if (details) details.open = true;
});
