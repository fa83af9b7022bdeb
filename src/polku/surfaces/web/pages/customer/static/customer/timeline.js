// The timeline. Arrows walk its marks, left and right in the order of time, up and down from row to row; hovering
// and focus show the same card, made of the lines that name the mark; Enter follows the mark to its encounter.
const card = document.createElement("div");
card.className = "picture-card";
card.setAttribute("aria-hidden", "true"); // a screen reader has the same words as the mark's name
card.hidden = true;
document.body.append(card);

const markAt = (event) => event.target.closest?.(".timeline .mark");
const middle = (mark) => { const box = mark.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };

function show(mark) {
  const lines = mark.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  card.replaceChildren(...lines.map((line) => {
    const said = document.createElement("p");
    said.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
    return said;
  }));
  card.hidden = lines.length === 0;
  const box = mark.getBoundingClientRect(), size = card.getBoundingClientRect(), page = document.documentElement;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - size.width / 2, page.clientWidth - size.width - 8));
  const above = box.top - size.height - 8;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(above > 0 ? above : box.bottom + 8) + scrollY}px`;
}

function hide() { card.hidden = true; }

function nearest(mark, marks, down) {
  const [x, y] = middle(mark);
  const far = (other) => { const [ox, oy] = middle(other); return Math.abs(oy - y) * 4 + Math.abs(ox - x); };
  const beyond = marks.filter((other) => (middle(other)[1] - y) * down > 6);
  return beyond.sort((one, other) => far(one) - far(other))[0];
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
  if (event.key === "Escape") hide();
  if (!mark || !["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
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
