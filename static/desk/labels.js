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
