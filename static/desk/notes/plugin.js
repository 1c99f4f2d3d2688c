/*
 * The button and the key for a note on what is marked in the text. Who only reads has it too;
 * panel.js beside it does the rest, and the text itself is never touched.
 */
(function () {
  "use strict";

  const WORDS = { vi: "Ghi chú", en: "Note" };
  const KEY_N = 78;

  CKEDITOR.plugins.add("notes", {
    init: function (editor) {
      const panel = document.getElementById("desk-notes");
      if (!panel) {
        return;
      }
      editor.addCommand("note", {
        readOnly: 1,
        canUndo: false,
        exec: function () {
          panel.dispatchEvent(new CustomEvent("desk-note"));
          return true;
        },
      });
      editor.setKeystroke(CKEDITOR.ALT + CKEDITOR.SHIFT + KEY_N, "note");
      editor.ui.addButton("Note", { label: WORDS[editor.config.language] || WORDS.vi, command: "note" });
    },
  });
})();
