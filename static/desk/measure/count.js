// Letters and words as articles/lengths.py counts them.

export function letters(text) {
  return [...squeeze(text)].length;
}

// Each piece between blanks with a letter or a digit in it: a syllable, as newsrooms count.
export function words(text) {
  return text.split(/\s+/u).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
}

// The words of a story's HTML, block by block: the last of one and the first of the next are two.
export function wordsIn(html) {
  const parted = html.replace(/<(?:br|\/?(?:p|h2|h3|li|ul|ol|td|th|tr|blockquote|figure))\b[^>]*>/gi, " $&");
  return words(new DOMParser().parseFromString(parted, "text/html").body.textContent);
}

function squeeze(text) {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
