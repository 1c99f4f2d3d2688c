// What the newsroom has not confirmed yet, in this browser: for a lost line, a closed lid.

export class LocalCopy {
  constructor(key) {
    this.key = key;
  }

  // Those of one person and story that were left here, and a free one for what is typed now.
  static of(article, user) {
    const first = `desk-typed-${article}-${user}`;
    const keys = keysHere().filter((key) => key === first || key.startsWith(`${first}-`));
    let [free, number] = [first, 1];
    while (keys.includes(free)) {
      number += 1;
      free = `${first}-${number}`;
    }
    return { left: keys.map((key) => new LocalCopy(key)), free: new LocalCopy(free) };
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch (error) {
      return null;
    }
  }

  // `since` is when the newsroom last kept what this is the continuation of. False where the
  // browser keeps nothing: private windows, a full disk.
  write(fields, version, since) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ fields, read_version: version, since, at: new Date().toISOString() }));
      return true;
    } catch (error) {
      return false;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch (error) {
      // Then there was none.
    }
  }
}

function keysHere() {
  try {
    return Object.keys(localStorage);
  } catch (error) {
    return [];
  }
}
