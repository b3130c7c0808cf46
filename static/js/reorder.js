// Dragging a row posts the same form as its buttons; without this file the buttons do it all.
"use strict";

for (const list of document.querySelectorAll("[data-reorder]")) {
  const rows = [...list.querySelectorAll("[data-key]")];
  let dragged = null;

  const target = (event) => event.target.closest?.("[data-key]");
  const clear = () => rows.forEach((row) => row.classList.remove("writing__row--target"));

  for (const row of rows) {
    const handle = document.createElement("span");
    handle.className = "writing__handle";
    handle.textContent = "⠿";
    handle.title = "Sleep om te verplaatsen";
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("pointerdown", () => { row.draggable = true; });
    handle.addEventListener("pointerup", () => { row.draggable = false; });
    row.querySelector(".writing__moves").prepend(handle);
  }

  list.addEventListener("dragstart", (event) => {
    dragged = target(event);
    dragged?.classList.add("writing__row--dragged");
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    clear();
    target(event)?.classList.add("writing__row--target");
  });
  list.addEventListener("dragend", () => {
    clear();
    if (dragged) dragged.draggable = false;
    dragged?.classList.remove("writing__row--dragged");
    dragged = null;
  });
  list.addEventListener("drop", (event) => {
    const before = target(event);
    if (!dragged || before === dragged) return;
    event.preventDefault();
    const form = dragged.querySelector("form[data-place]");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "before";
    field.value = before ? before.dataset.key : "";
    form.append(field);
    form.submit();
  });
}
