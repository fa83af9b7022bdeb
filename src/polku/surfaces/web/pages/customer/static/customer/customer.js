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

// What a change had the page drawn anew by is out of date where the reader has chosen something else meanwhile.
document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (sourceElement.id !== "reload") return;
  const wanted = document.getElementById("reload").getAttribute("hx-get");
  const [asked, now] = [request.action, wanted].map((address) => new URL(address, document.baseURI).href);
  if (asked === now) return;
  event.preventDefault();
  htmx.trigger("#live", "customer-changed");
});

// Open the encounter that an address names, and go there.
function enter(hash) {
  const details = document.getElementById(hash.slice(1))?.querySelector("details");
  if (!details) return false;
  details.open = true;
  const summary = details.querySelector("summary");
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "nearest" });
  return true;
}

// A mark of the picture opens its encounter in the list below; one that is not in the list is fetched first.
document.addEventListener("click", async (event) => {
  const mark = event.target.closest(".timeline .mark");
  if (!mark || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const [query, hash] = mark.getAttribute("href").split("#");
  if (!query && !hash) return;
  event.preventDefault();
  if (enter(`#${hash}`)) return;
  await htmx.ajax("GET", query, { source: "#customer", target: "#customer", select: "#customer", swap: "outerMorph" });
  history.pushState(null, "", `${query}#${hash}`);
  if (!enter(`#${hash}`)) document.getElementById(hash)?.scrollIntoView({ block: "nearest" });
});

if (location.hash.startsWith("#e-")) document.addEventListener("htmx:after:init", () => enter(location.hash), { once: true });
