// The flow. Arrows walk its marks, left and right as they are read, up and down to the nearest; pointing at one, or
// walking there, shows its sentence and lets what it does not touch fade. Enter opens the customers behind it.
const card = document.createElement("div");
card.className = "flow-card";
card.setAttribute("aria-hidden", "true"); // a screen reader has the same words as the mark's name
card.hidden = true;
document.body.append(card);

const markAt = (event) => event.target.closest?.(".flow .mark");
const middle = (mark) => { const box = mark.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };

function touches(one, other) {
  if (one === other) return true;
  const { from, to } = one.dataset, place = (mark) => mark.dataset.from === mark.dataset.to && !mark.matches(".mark-step");
  if (place(one)) return other.dataset.from === from || other.dataset.to === from;
  return place(other) && [from, to].includes(other.dataset.from) && other.matches(".mark-place");
}

function show(mark) {
  const flow = mark.ownerSVGElement;
  flow.classList.add("following");
  for (const other of flow.querySelectorAll(".mark")) other.classList.toggle("followed", touches(mark, other));
  card.textContent = mark.getAttribute("aria-label");
  card.hidden = false;
  const box = mark.getBoundingClientRect(), size = card.getBoundingClientRect(), page = document.documentElement;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - size.width / 2, page.clientWidth - size.width - 8));
  const above = box.top - size.height - 8;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(above > 0 ? above : Math.min(box.bottom + 8, page.clientHeight - size.height - 8)) + scrollY}px`;
}

function hide(mark) {
  card.hidden = true;
  mark.ownerSVGElement?.classList.remove("following");
}

function nearest(mark, marks, down) {
  const [x, y] = middle(mark);
  const far = (other) => { const [ox, oy] = middle(other); return Math.abs(oy - y) + Math.abs(ox - x); };
  return marks.filter((other) => (middle(other)[1] - y) * down > 6).sort((one, other) => far(one) - far(other))[0];
}

function next(mark, key) {
  const marks = [...mark.ownerSVGElement.querySelectorAll(".mark")], at = marks.indexOf(mark);
  switch (key) {
    case "ArrowRight": return marks[at + 1];
    case "ArrowLeft": return marks[at - 1];
    case "ArrowUp": return nearest(mark, marks, -1);
    case "ArrowDown": return nearest(mark, marks, 1);
    case "Home": return marks[0];
    case "End": return marks.at(-1);
  }
}

document.addEventListener("keydown", (event) => {
  const mark = markAt(event);
  if (!mark) return;
  if (event.key === "Escape") hide(mark);
  if (!["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const to = next(mark, event.key);
  if (!to) return;
  mark.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
});

for (const [name, act] of [["focusin", show], ["mouseover", show], ["focusout", hide], ["mouseout", hide]]) {
  document.addEventListener(name, (event) => { const mark = markAt(event); if (mark) act(mark); });
}

// A picture wider than its frame begins where the walks do.
function begin() {
  for (const frame of document.querySelectorAll(".flow-frame")) {
    const start = frame.querySelector(".place.start"), box = start?.getBoundingClientRect(), around = frame.getBoundingClientRect();
    if (box) frame.scrollLeft += box.x + box.width / 2 - around.x - around.width / 2;
  }
}
document.addEventListener("htmx:after:swap", begin);
begin();
