/** The files that a command line names. */
export interface Files {
  /** @returns undefined when there is nothing; @throws {Error} with Go's text for another failure */
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** @throws {Error} with Go's text: `open a.yml: no such file or directory` */
  readText(path: string): string;
}

/** Kingpin's ExistingFile. @throws {Error} */
export function requireFile(path: string, files: Files): void {
  const kind = files.kindOf(path);
  if (kind === undefined) throw new Error(`path '${path}' does not exist`);
  // Go names the last part of the path alone.
  if (kind === 'folder') throw new Error(`'${path.replace(/\/+$/, '').split('/').at(-1)}' is a directory`);
}
