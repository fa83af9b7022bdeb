// The flow: pointing at a mark, or walking there, lets what it does not touch fade. Enter opens the customers behind it.
import { walk } from "../polku/marks.js";

function touches(one, other) {
  if (one === other) return true;
  const { from, to } = one.dataset, place = (mark) => mark.dataset.from === mark.dataset.to && !mark.matches(".mark-step");
  if (place(one)) return other.dataset.from === from || other.dataset.to === from;
  return place(other) && [from, to].includes(other.dataset.from) && other.matches(".mark-place");
}

function follow(mark) {
  const flow = mark.ownerSVGElement;
  flow.classList.add("following");
  for (const other of flow.querySelectorAll(".mark")) other.classList.toggle("followed", touches(mark, other));
}

walk({
  picture: ".flow",
  look: "flow-card",
  words: (mark) => [mark.getAttribute("aria-label")],
  shown: follow,
  hidden: (mark) => mark.ownerSVGElement?.classList.remove("following"),
});

// A picture wider than its frame begins where the walks do.
function begin() {
  for (const frame of document.querySelectorAll(".flow-frame")) {
    const start = frame.querySelector(".place.start"), box = start?.getBoundingClientRect(), around = frame.getBoundingClientRect();
    if (box) frame.scrollLeft += box.x + box.width / 2 - around.x - around.width / 2;
  }
}
document.addEventListener("htmx:after:swap", begin);
begin();
