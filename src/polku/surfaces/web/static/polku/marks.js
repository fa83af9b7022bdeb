// A picture's marks. Arrows walk them, left and right as they are read, up and down to the nearest; pointing at one,
// or walking there, shows a card with its words. A screen reader has the same words as the mark's name.
const KEYS = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"];

const middle = (mark) => { const box = mark.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };

function nearest(mark, marks, down, height) {
  const [x, y] = middle(mark);
  const far = (other) => { const [ox, oy] = middle(other); return Math.abs(oy - y) * height + Math.abs(ox - x); };
  return marks.filter((other) => (middle(other)[1] - y) * down > 6).sort((one, other) => far(one) - far(other))[0];
}

function next(mark, key, height) {
  const marks = [...mark.ownerSVGElement.querySelectorAll(".mark")], at = marks.indexOf(mark);
  switch (key) {
    case "ArrowRight": return marks[at + 1];
    case "ArrowLeft": return marks[at - 1];
    case "ArrowUp": return nearest(mark, marks, -1, height);
    case "ArrowDown": return nearest(mark, marks, 1, height);
    case "Home": return marks[0];
    case "End": return marks.at(-1);
  }
}

// Above the mark, or below it where there is no room.
function place(card, mark) {
  const box = mark.getBoundingClientRect(), size = card.getBoundingClientRect(), page = document.documentElement;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - size.width / 2, page.clientWidth - size.width - 8));
  const above = box.top - size.height - 8;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(above > 0 ? above : Math.min(box.bottom + 8, page.clientHeight - size.height - 8)) + scrollY}px`;
}

// `picture` selects the pictures; `words(mark)` gives what the card holds; `height` is how many steps aside one step
// up or down is worth; `shown` and `hidden` are told the mark.
export function walk({ picture, look, words, height = 1, shown = () => {}, hidden = () => {} }) {
  const card = document.createElement("div");
  card.className = look;
  card.setAttribute("aria-hidden", "true");
  card.hidden = true;
  document.body.append(card);

  const markAt = (event) => event.target.closest?.(`${picture} .mark`);
  function show(mark) {
    card.replaceChildren(...words(mark));
    card.hidden = !card.hasChildNodes();
    place(card, mark);
    shown(mark);
  }
  function hide(mark) {
    card.hidden = true;
    hidden(mark);
  }

  document.addEventListener("keydown", (event) => {
    const mark = markAt(event);
    if (!mark) {
      if (event.key === "Escape") card.hidden = true;
      return;
    }
    if (event.key === "Escape") hide(mark);
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    const to = next(mark, event.key, height);
    if (!to) return;
    mark.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  });
  for (const [name, act] of [["focusin", show], ["mouseover", show], ["focusout", hide], ["mouseout", hide]]) {
    document.addEventListener(name, (event) => { const mark = markAt(event); if (mark) act(mark); });
  }
}
