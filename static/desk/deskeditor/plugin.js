/*
 * What makes CKEditor one of the desk's own fields: its words, its height, its colours.
 */
(function () {
  "use strict";

  // What the editor's Vietnamese leaves in English, and the names that headings have here.
  const WORDS = {
    common: { url: "Địa chỉ", generalTab: "Chung" },
    notification: { closed: "Đã đóng thông báo." },
    clipboard: {
      pasteMsg: "Dán nội dung vào ô dưới đây rồi bấm Đồng ý.",
      fileFormatNotSupportedNotification: "Không dán được tệp loại này. Hãy dùng nút Chèn ảnh.",
      fileWithoutFormatNotSupportedNotification: "Không dán được tệp loại này. Hãy dùng nút Chèn ảnh.",
    },
    format: { tag_h2: "Tít phụ", tag_h3: "Tít nhỏ" },
    link: {
      displayText: "Chữ hiển thị",
      phoneNumber: "Số điện thoại",
      noTel: "Hãy nhập số điện thoại",
      toUrl: "Địa chỉ trang",
      toPhone: "Điện thoại",
    },
    table: { heightUnit: "đơn vị chiều cao", cell: { columnHeader: "Ô đầu cột", rowHeader: "Ô đầu hàng" } },
    widget: { label: "%1" },
  };

  function merge(into, words) {
    Object.entries(words).forEach(([key, word]) => {
      if (typeof word === "string") {
        into[key] = word;
      } else if (into[key]) {
        merge(into[key], word);
      }
    });
  }

  // The desk writes "Xóa": so do its buttons.
  function respell(words) {
    Object.entries(words).forEach(([key, word]) => {
      if (typeof word === "string") {
        words[key] = word.replace(/([Xx])oá/g, "$1óa");
      } else if (word && typeof word === "object") {
        respell(word);
      }
    });
  }

  // The text's frame knows nothing of the switch at the top of the desk.
  function follow(editor) {
    const theme = document.documentElement.dataset.theme || "auto";
    const frame = editor.document && editor.document.getDocumentElement();
    if (frame) {
      frame.setAttribute("data-theme", theme);
    }
  }

  // For a moment the text stands in its frame and its photos are not widgets yet. A form that is
  // sent then would read bare pictures there: until the text stands it is what was put in.
  function holdUntilItStands(editor) {
    let stands = false;
    const stand = () => {
      stands = true;
    };
    editor.on("setData", () => {
      stands = false;
    });
    editor.on("dataReady", stand, null, null, 999);
    // Who writes in it has it before them, even if a fault elsewhere kept that from being told.
    ["key", "paste"].forEach((name) => editor.on(name, stand));
    const hold = (event) => {
      if (!stands) {
        event.stop();
      }
    };
    editor.on("beforeGetData", hold, null, null, 0);
  }

  CKEDITOR.plugins.add("deskeditor", {
    beforeInit: function (editor) {
      if (editor.langCode === "vi") {
        respell(CKEDITOR.lang.vi);
        merge(CKEDITOR.lang.vi, WORDS);
      }
    },

    init: function (editor) {
      holdUntilItStands(editor);
      const grow = () => editor.status === "ready" && editor.execCommand("autogrow");

      new MutationObserver(() => follow(editor)).observe(document.documentElement, {
        attributes: true,
        attributeFilter: ["data-theme"],
      });
      editor.on("contentDom", () => {
        follow(editor);
        // A picture from the cache or a slow one: the text is longer once it is there.
        editor.document.$.addEventListener("load", grow, true);
        grow();
      });
      editor.on("instanceReady", () => {
        grow();
        window.addEventListener("load", grow);
      });
    },
  });
})();
