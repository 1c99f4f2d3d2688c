// The story that is written on this page: its editor and its photos, as they stand now.

// The editor of the text; null where there is none, or where it is not ready yet.
export function editorOf() {
  const editor = window.CKEDITOR && window.CKEDITOR.instances.id_body;
  return editor && editor.status === "ready" ? editor : null;
}

// Acts on the editor of the text, once it is ready.
export function withEditor(act) {
  if (editorOf()) {
    act(editorOf());
  } else if (window.CKEDITOR) {
    window.CKEDITOR.on("instanceReady", ({ editor }) => editor.name === "id_body" && act(editor));
  }
}

// [{key, caption}] of the photos: what was typed for this story, or else the photo's own.
export function captionsOf(form) {
  return [...form.querySelectorAll(".desk-photo-use")].map((shown) => {
    const typed = shown.closest("tr").querySelector('textarea[name$="-caption"]');
    return { key: shown.dataset.photoKey, caption: (typed && typed.value.trim()) || shown.dataset.caption || "" };
  });
}
