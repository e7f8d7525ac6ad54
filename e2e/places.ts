import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

export function fixtureWasm(name: string): string {
  return path.join(root, 'wasm', 'fixtures', 'built', `${name}.wasm`)
}

/** Where wasmtime already is: building it takes minutes. The same rule as the app's. */
function cache(): string {
  const { BELLJAR_CACHE: given, LOCALAPPDATA: local, XDG_CACHE_HOME: xdg } = process.env
  if (given) return path.resolve(given)
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'Belljar')
  if (process.platform === 'win32') return path.join(local ?? homedir(), 'Belljar', 'Cache')
  return path.join(xdg ?? path.join(homedir(), '.cache'), 'belljar')
}

/** An environment in which a person's own config and data cannot be reached, and the real cache can. */
export function environmentIn(folder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] =>
      pair[1] !== undefined && !/^(XDG_DATA_HOME|BELLJAR_HOME|NODE_OPTIONS)$/.test(pair[0]),
  )
  return {
    ...Object.fromEntries(inherited),
    HOME: folder,
    USERPROFILE: folder,
    XDG_CONFIG_HOME: path.join(folder, '.config'),
    APPDATA: path.join(folder, 'AppData', 'Roaming'),
    LOCALAPPDATA: path.join(folder, 'AppData', 'Local'),
    BELLJAR_CACHE: cache(),
  }
}

/** Claude Desktop's config in such an environment. */
export function claudeConfig(folder: string): string {
  const inside = {
    darwin: ['Library', 'Application Support', 'Claude'],
    win32: ['AppData', 'Roaming', 'Claude'],
  }[process.platform as string] ?? ['.config', 'Claude']
  return path.join(folder, ...inside, 'claude_desktop_config.json')
}
