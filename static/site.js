// Small comforts on top of pages that work without any script: "/" leads to the search box, Escape closes
// the explanation of a marked name.
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
  if (event.key === "Escape") {
    document.documentElement.classList.add("hushed");
  }
});

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, () => document.documentElement.classList.remove("hushed"));
}

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
