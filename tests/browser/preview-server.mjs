// A copy of an archive with `corkboard serve` on it, to be edited while browsers look.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** An archive in a folder of its own. */
export class Copy {
  folder = mkdtempSync(join(tmpdir(), 'corkboard-preview-'));
  #first = new Map();

  /** @param {[string, string][]} parts files and folders of the repository, and where they go */
  constructor(parts) {
    for (const [from, to] of parts) cpSync(join(ROOT, from), join(this.folder, to), { recursive: true });
  }

  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Writes a file as careful editors do: beside it first, then in its place. */
  write(path, text) {
    const file = join(this.folder, path);
    if (!this.#first.has(path)) this.#first.set(path, existsSync(file) ? this.read(path) : null);
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
  }

  /** Replaces the first `old`, which must be there, and answers what undoes it. */
  edit(path, old, fresh) {
    const before = this.read(path);
    if (!before.includes(old)) throw new Error(`${path} has no ${JSON.stringify(old)}`);
    this.write(path, before.replace(old, () => fresh));
    return () => this.write(path, before);
  }

  remove(path) {
    const before = this.read(path);
    rmSync(join(this.folder, path));
    return () => this.write(path, before);
  }

  /** Every file as it was at first. */
  restore() {
    for (const [path, text] of this.#first) {
      if (text !== null) this.write(path, text);
      else rmSync(join(this.folder, path), { force: true });
    }
  }

  delete() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running preview of a folder. */
export class Preview {
  static async start(program, folder, ...options) {
    const preview = new Preview();
    preview.child = spawn(program, ['serve', folder, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    preview.words = '';
    preview.url = await new Promise((found, failed) => {
      const heard = (bytes) => {
        preview.words += bytes;
        const url = /http:\/\/\S+\//.exec(preview.words);
        if (url) found(url[0]);
      };
      preview.child.stdout.on('data', heard);
      preview.child.stderr.on('data', heard);
      preview.child.on('exit', (code) => failed(new Error(`serve ended with ${code}: ${preview.words}`)));
    });
    preview.port = new URL(preview.url).port;
    return preview;
  }

  /** Ends it at once, as a crash would. */
  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
  }
}
