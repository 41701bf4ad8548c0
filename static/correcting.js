// A key for each answer of the queue, on top of buttons that work without any script.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const answer = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (answer) {
    event.preventDefault();
    answer.click();
  }
});
