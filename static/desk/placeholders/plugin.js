/*
 * Words in [[ ]], which the template of a story leaves to be written: marked in the text, and
 * chosen whole by one click, so that typing takes their place (articles/placeholders.py).
 */
(function () {
  "use strict";

  const LEFT = /\[\[[^[\]]*\]\]/g;
  const NAME = "desk-placeholder";
  const WAIT = 250;

  CKEDITOR.plugins.add("placeholders", {
    init: function (editor) {
      let timer = null;
      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => mark(editor), WAIT);
      };
      editor.on("change", soon);
      editor.on("contentDom", () => {
        soon();
        editor.editable().attachListener(editor.editable(), "click", () => choose(editor));
      });
    },
  });

  function ranges(document) {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const { index, 0: words } of walker.currentNode.data.matchAll(LEFT)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + words.length);
        found.push(range);
      }
    }
    return found;
  }

  function mark(editor) {
    const frame = editor.window && editor.window.$;
    // Browsers that cannot mark show the brackets all the same.
    if (frame && frame.CSS.highlights) {
      frame.CSS.highlights.set(NAME, new frame.Highlight(...ranges(frame.document)));
    }
  }

  function choose(editor) {
    const selection = editor.document.$.getSelection();
    if (!selection.isCollapsed || editor.readOnly) {
      return;
    }
    const { anchorNode: node, anchorOffset: at } = selection;
    const meant = ranges(editor.document.$).find((range) => range.startContainer === node && range.startOffset < at && at < range.endOffset);
    if (meant) {
      selection.removeAllRanges();
      selection.addRange(meant);
    }
  }
})();
