// The timeline: a mark's card is made of the lines that name it; Enter follows the mark to its encounter.
import { walk } from "../polku/marks.js";

function words(mark) {
  const lines = mark.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  return lines.map((line) => {
    const said = document.createElement("p");
    said.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
    return said;
  });
}

// Rows lie close together: up and down go to the next row before they go far aside.
walk({ picture: ".timeline", look: "picture-card", words, height: 4 });
