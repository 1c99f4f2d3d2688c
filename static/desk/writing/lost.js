// What was typed and never saved, in this browser and at the newsroom: what is lost of it is
// offered, the newest first, each until it is answered.

import { differing } from "./form.js";

export class Lost {
  // `there` is what the newsroom kept, `left` the copies of this browser.
  constructor({ there, left, version, isAsked, isShown }) {
    Object.assign(this, { version, isAsked, isShown });
    const here = left.map((copy) => ({ ...copy.read(), copies: [copy] }));
    const kept = there ? [{ ...there, copies: [], isThere: true }] : [];
    this.rows = joined([...here, ...kept].filter((typed) => typed.fields)).sort(newestFirst);
  }

  // The next that has something which the form lacks; what it has already is no copy any more.
  next(now) {
    while (this.rows.length && !this.names(now, this.rows[0]).length) {
      drop(this.rows.shift());
    }
    return this.rows[0] || null;
  }

  // Takes the first from the list: it was answered.
  answer() {
    drop(this.rows.shift());
  }

  add(copy) {
    this.rows.unshift({ ...copy.read(), copies: [copy] });
  }

  // Offers none now: all but what the form has stay for another time.
  putOff(now) {
    this.rows.filter((typed) => !this.names(now, typed).length).forEach(drop);
    this.rows = [];
  }

  get isThere() {
    return this.rows.some((typed) => typed.isThere);
  }

  // The names of what was typed and never saved. What was decided beside it, in fields that are
  // not shown, went with the text if that was saved since.
  names(now, typed) {
    const names = differing(now, typed.fields).filter(this.isAsked);
    return typed.read_version === this.version ? names : names.filter((name) => this.isShown(name));
  }
}

// A copy that says what the newsroom has too, or that was typed on from there, is one text with it.
function joined(rows) {
  const there = rows.find((typed) => typed.isThere);
  if (!there) {
    return rows;
  }
  const others = rows.filter((typed) => typed !== there);
  const going = others.find((typed) => typed.since === there.at);
  const same = others.filter((typed) => typed === going || !differing(there.fields, typed.fields).length);
  const one = { ...(going || there), isThere: true, copies: same.flatMap((typed) => typed.copies) };
  return [one, ...others.filter((typed) => !same.includes(typed))];
}

function newestFirst(one, other) {
  return new Date(other.at) - new Date(one.at);
}

function drop(typed) {
  typed.copies.forEach((copy) => copy.drop());
}
