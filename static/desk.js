// Tells the desk where in a chosen folder each file stood; a form by itself sends the last part of the path only.
document.addEventListener("submit", (event) => {
  const folder = event.target.querySelector("input[type=file][webkitdirectory]");
  if (!folder) return;
  for (const old of event.target.querySelectorAll("input[name=path]")) old.remove();
  for (const file of folder.files) {
    const path = document.createElement("input");
    path.type = "hidden";
    path.name = "path";
    path.value = file.webkitRelativePath || file.name;
    event.target.append(path);
  }
});
