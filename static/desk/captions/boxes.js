// Values put into a form's boxes as if somebody had typed or chosen them.

export function put(box, value) {
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

// `records` are {id, name}: the lists complete what is typed, and hold only what was chosen.
export function putRecords(select, records) {
  for (const { id, name } of records) {
    const has = [...select.options].some((option) => option.value === String(id));
    if (!has) select.append(new Option(name, id));
  }
  const chosen = new Set(records.map((record) => String(record.id)));
  for (const option of select.options) option.selected = chosen.has(option.value);
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

export function chosenIn(select) {
  return [...select.selectedOptions].map((option) => option.value).filter(Boolean);
}
