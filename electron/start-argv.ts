import type { AppFiles } from './app-files.ts'

/** How a host is started in the background from a checkout: what a bridge runs when it finds none. */
export function startArgv(files: AppFiles, home: string): string[] {
  return [files.node, files.serve, '--background', '--home', home]
}
