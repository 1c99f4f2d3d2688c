/*
 * On a phone the rows of a table are cards, and its head is not shown: each cell
 * is given the words of its column, which desk.css prints before it.
 */
for (const table of document.querySelectorAll(".inline-group .tabular table, #result_list")) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) =>
    (head.querySelector(".text") ?? head).textContent.trim(),
  );
  // The empty row too: rows that are added later are copies of it.
  for (const cell of table.querySelectorAll(":scope > tbody > tr > :is(td, th)")) {
    cell.dataset.label = heads[cell.cellIndex] ?? "";
  }
}

/*
 * Those who hear the desk hear what each box is: in a table that is the head of its column, of
 * the halves of a moment the word before it, and of a box that completes the label of its list.
 */
function hasName(box) {
  return box.labels?.length || box.hasAttribute("aria-label") || box.hasAttribute("aria-labelledby");
}

function nameBoxes(root) {
  for (const box of root.querySelectorAll(".inline-group .tabular td :is(input, select, textarea)")) {
    const words = box.closest("td").dataset.label;
    if (words && box.type !== "hidden" && !hasName(box)) {
      box.setAttribute("aria-label", words);
    }
  }
  for (const box of root.querySelectorAll(".datetime input")) {
    const words = box.previousSibling?.textContent.trim().replace(/:$/, "");
    if (words && !hasName(box)) {
      box.setAttribute("aria-label", words);
    }
  }
}

// Select2 puts boxes of its own in the place of a list, and leaves its label behind.
function nameCompleted(root) {
  for (const list of root.querySelectorAll("select.select2-hidden-accessible")) {
    const words = list.labels?.[0]?.textContent.trim().replace(/:$/, "") || list.getAttribute("aria-label");
    const shown = list.nextElementSibling?.querySelector(".select2-selection");
    if (!words || !shown) {
      continue;
    }
    for (const box of [shown, ...shown.querySelectorAll(".select2-selection__rendered[role], .select2-search__field")]) {
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", words);
    }
    const chosen = shown.querySelector(".select2-selection__rendered[id]");
    if (chosen && chosen.getAttribute("role")) {
      shown.setAttribute("aria-description", chosen.textContent.trim());
    }
  }
}

nameBoxes(document);
nameCompleted(document);
document.addEventListener("formset:added", (event) => nameBoxes(event.target.parentElement));
// Select2 comes when it likes, and writes what was chosen anew.
new MutationObserver((changes) => {
  const isOurs = (node) => node.nodeType === Node.ELEMENT_NODE && node.closest(".select2-container");
  if (changes.some((change) => isOurs(change.target) || [...change.addedNodes].some(isOurs))) {
    nameCompleted(document);
  }
}).observe(document.body, { childList: true, subtree: true });
// The box to search in is made when the list is opened, at the end of the page.
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".select2-dropdown .select2-search__field, .select2-search--dropdown .select2-search__field")) {
    const open = document.querySelector(".select2-container--open .select2-selection");
    event.target.setAttribute("aria-label", open?.getAttribute("aria-label") ?? "");
  }
});
