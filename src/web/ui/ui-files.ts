import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** A file of the built pages, in each form in which it can be sent. */
export interface UiFile {
  readonly contentType: string;
  readonly etag: string;
  /** Those that there are beside the plain form, the smallest first. */
  readonly encodings: readonly ('br' | 'gzip')[];
  readonly forms: { readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built pages of `ui/`, read into memory once: a few files of a few hundred kilobytes. */
export class UiFiles {
  private constructor(private readonly files: ReadonlyMap<string, UiFile>) {}

  /** @param folder where `npm run build` put them; there may be none */
  static read(folder: string): UiFiles {
    if (!existsSync(folder)) return new UiFiles(new Map());
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const known = new Set(paths);
    const files = paths.flatMap((path): [string, UiFile][] => {
      const contentType = CONTENT_TYPES[extname(path)];
      if (contentType === undefined) return [];
      const plain = readFileSync(path);
      const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
      const isCompressed = known.has(`${path}.br`) && known.has(`${path}.gz`);
      const forms = isCompressed
        ? { plain, br: readFileSync(`${path}.br`), gzip: readFileSync(`${path}.gz`) }
        : { plain, br: plain, gzip: plain };
      const encodings = isCompressed ? (['br', 'gzip'] as const) : [];
      return [[relative(folder, path).split(sep).join('/'), { contentType, etag, encodings, forms }]];
    });
    return new UiFiles(new Map(files));
  }

  /** @param path `assets/index-a1b2.js` */
  get(path: string): UiFile | undefined {
    return this.files.get(path);
  }
}
