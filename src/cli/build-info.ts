/** What is running. `version` is the Alertmanager whose behaviour and API this server has: clients compare it. */
export const BUILD_INFO = {
  version: '0.34.0',
  branch: 'main',
  revision: 'tocsin-0.1.0',
  buildUser: 'tocsin',
  buildDate: 'unknown',
  tags: 'unknown',
} as const;

/**
 * The answer to `--version`.
 *
 * @param program the name that it was called by
 * @param runtime as in `node v20.11.0`
 * @param platform as in `linux/amd64`
 */
export function versionText(program: string, runtime: string, platform: string): string {
  const { version, branch, revision, buildUser, buildDate, tags } = BUILD_INFO;
  const details = { 'build user': buildUser, 'build date': buildDate, 'go version': runtime, platform, tags };
  const lines = Object.entries(details).map(([name, value]) => `  ${`${name}:`.padEnd(17)} ${value}`);
  return `${program}, version ${version} (branch: ${branch}, revision: ${revision})\n${lines.join('\n')}\n`;
}

/** An architecture as Go names it. @param arch as Node names it */
export function goArchitecture(arch: string): string {
  const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return names[arch] ?? arch;
}

/** This machine, as in `linux/amd64`. */
export function platformText(): string {
  return `${process.platform}/${goArchitecture(process.arch)}`;
}
