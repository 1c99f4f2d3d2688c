// What somebody typed or pasted, as an address: of our own site, of another, or none.

const SCHEME = /^(https?|mailto|tel):/i;
const HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(:\d+)?([/?#]\S*)?$/u;
const MAIL = /^[^\s@/]+@[^\s@/]+\.\p{L}{2,}$/u;

// The path of an address of ours, with what follows it; null for all else. The desk may stand under
// another name than readers know.
export function pathHere(typed, site) {
  if (/^\/(?!\/)\S*$/.test(typed)) {
    return typed;
  }
  const address = addressOf(typed);
  if (!address || !URL.canParse(address)) {
    return null;
  }
  const url = new URL(address);
  const isOurs = [new URL(site).host, location.host].includes(url.host) && url.protocol.startsWith("http");
  return isOurs ? url.pathname + url.search + url.hash : null;
}

// A whole address with its scheme, or null: words to search for.
export function addressOf(typed) {
  if (!typed || /\s/.test(typed)) {
    return null;
  }
  if (SCHEME.test(typed)) {
    return typed;
  }
  if (MAIL.test(typed)) {
    return `mailto:${typed}`;
  }
  return HOST.test(typed) ? `https://${typed}` : null;
}
