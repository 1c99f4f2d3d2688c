/*
 * What is pasted from elsewhere becomes a story's plain text: static/desk/cleaning/clean.js.
 * Word's lists are read by the editor's own plugin, and the rest of it is cleaned after that.
 */
(function () {
  "use strict";

  const WORD = /class="?Mso|style=["'][^"']*\bmso-|urn:schemas-microsoft-com:office/i;

  CKEDITOR.plugins.add("cleaning", {
    init: function (editor) {
      const dialog = document.getElementById("desk-link");
      const sites = [location.origin, ...(dialog ? [new URL(dialog.dataset.site).origin] : [])];
      let module = null;
      import(this.path + "clean.js").then((loaded) => (module = loaded));

      const clean = (event, isDue) => {
        const { dataValue: html, dataTransfer } = event.data;
        const isOurs = dataTransfer && dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL;
        if (module && html && !isOurs && isDue(html)) {
          event.data.dataValue = module.clean(html, sites);
        }
      };

      // Before pictures are looked for (2): their captions are found among plain paragraphs.
      editor.on(
        "paste",
        (event) => {
          // Asked here, for afterwards nothing tells it any more.
          event.data.isFromWord = event.data.isFromWord || WORD.test(event.data.dataValue || "");
          clean(event, (html) => !event.data.isFromWord && html.includes("<"));
        },
        null,
        null,
        1,
      );
      // After Word's lists (3).
      editor.on("paste", (event) => clean(event, () => event.data.isFromWord), null, null, 4);
      // After plain text became HTML: whoever ends a line in a message begins a paragraph.
      editor.on(
        "paste",
        (event) => {
          const { dataTransfer } = event.data;
          const isPlain = dataTransfer && !dataTransfer.getData("text/html") && dataTransfer.getData("text/plain");
          if (isPlain && !editor.elementPath().contains({ li: 1, td: 1, th: 1 })) {
            event.data.dataValue = event.data.dataValue.replace(/<br\s*\/?>(?!<\/p>)/g, "</p><p>");
          }
        },
        null,
        null,
        7,
      );
    },
  });
})();
