// Small comforts on top of pages that work without any script: "/" leads to the search box, n and p to the
// next and previous match of the search that led to an article, Escape closes the explanation of a marked name.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector("[data-search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
  const step = { n: 1, p: -1 }[event.key];
  const matches = document.querySelector("[data-matches]");
  if (step && matches && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const last = Number(matches.dataset.matches);
    const now = Number(/^#match-(\d+)$/.exec(location.hash)?.[1] ?? (step > 0 ? 0 : last + 1));
    location.hash = `#match-${Math.min(Math.max(now + step, 1), last)}`;
  }
  if (event.key === "Escape") {
    document.documentElement.classList.add("hushed");
  }
});

// What is longer than a search may be is not cut in silence: it stays, and the browser says why it is not sent.
document.addEventListener("input", ({ target }) => {
  const most = Number(target.dataset.most);
  if (most) {
    const length = [...target.value].length;
    const format = new Intl.NumberFormat("en");
    target.setCustomValidity(
      length > most
        ? `This has ${format.format(length)} characters; a search has at most ${format.format(most)}. ` +
            "To find a text, a sentence of it in quotation marks is enough."
        : "",
    );
  }
});

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, () => document.documentElement.classList.remove("hushed"));
}

// A click, tap or Enter on a marked name opens its explanation as a card with what can be done from there. Without
// this script it leads to the same explanation beside the text.
const card = document.createElement("div");
card.id = "card";
card.popover = "auto";
card.setAttribute("role", "dialog");
card.setAttribute("aria-label", "Why this is marked");
document.body.append(card);

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}

function neighbours(mark) {
  const all = [...document.querySelectorAll(`.marked[href="${mark.getAttribute("href")}"]`)];
  const place = all.indexOf(mark);
  return { place, count: all.length, previous: all[place - 1], next: all[place + 1] };
}

function fill(mark) {
  const why = document.querySelector(mark.getAttribute("href"));
  const entry = why?.closest("li");
  const page = entry?.querySelector("a");
  const { place, count, previous, next } = neighbours(mark);
  const nav = document.createElement("nav");
  if (page) {
    nav.append(element("a", page.textContent, { href: page.href }));
  }
  for (const [label, other] of [["Previous", previous], ["Next", next]]) {
    if (other) {
      const button = element("button", label, { type: "button" });
      button.addEventListener("click", () => {
        other.scrollIntoView({ block: "center" });
        explain(other);
      });
      nav.append(button);
    }
  }
  card.replaceChildren(element("p", mark.getAttribute("aria-description")), nav);
  if (count > 1) {
    nav.append(element("span", `${place + 1} of ${count}`, { className: "number" }));
  }
  const actions = entry?.querySelector(".actions");
  if (actions) {
    nav.append(actions.cloneNode(true));
  }
}

// Below the words, or above them where there is no room; never over them.
function explain(mark) {
  fill(mark);
  if (!card.matches(":popover-open")) {
    card.showPopover();
  }
  const lines = mark.getClientRects();
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const width = document.documentElement.clientWidth;
  const below = last.bottom + card.offsetHeight + 12 < window.innerHeight || first.top < card.offsetHeight + 12;
  const top = below ? last.bottom + 8 : first.top - card.offsetHeight - 8;
  card.style.left = `${Math.max(8, Math.min(last.left, width - card.offsetWidth - 8)) + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
  card.querySelector("a, button")?.focus({ preventScroll: true });
  card.mark = mark;
}

// Who closes the card by keyboard goes on from the name that it explained last.
card.addEventListener("beforetoggle", (event) => {
  card.left = event.newState === "closed" && card.contains(document.activeElement);
});
card.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && card.left) {
    card.mark?.focus({ preventScroll: true });
  }
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".marked");
  if (mark && card.showPopover && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    document.documentElement.classList.add("hushed");
    explain(mark);
  }
});

// A search sends only what is filled in, so that addresses stay short.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "get" && event.detail.elt.matches("form")) {
    const filled = event.detail.formData;
    for (const name of new Set(filled.keys())) {
      if (!String(filled.get(name)).trim()) {
        filled.delete(name);
      }
    }
  }
});

// After a refinement the list begins at its top again.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "search" && event.target.getBoundingClientRect().top < 0) {
    event.target.scrollIntoView();
  }
});
