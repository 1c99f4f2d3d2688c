// What the newsroom has not confirmed yet, in this browser: for a lost line, a closed lid.

export class LocalCopy {
  constructor(article, user) {
    this.key = `desk-typed-${article}-${user}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch (error) {
      return null;
    }
  }

  // False where the browser keeps nothing: private windows, a full disk.
  write(fields, version) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ fields, read_version: version, at: new Date().toISOString() }));
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
