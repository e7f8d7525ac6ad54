import path from 'node:path'
import { clientTable } from '../clients/client-table.ts'

export interface Delicate {
  /** Absolute; it need not exist. */
  path: string
  /** "your home folder", "where programs keep their keys". */
  what: string
}

interface Here {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
}

/** Folders, from home on, whose contents say more or do more than they seem to. */
const below: Record<string, string> = {
  '.ssh': 'which holds keys to other computers',
  '.gnupg': 'which holds keys',
  '.aws': 'which holds keys to a cloud',
  '.azure': 'which holds keys to a cloud',
  '.kube': 'which holds keys to clusters',
  '.docker': 'which holds settings and keys of Docker',
  '.password-store': 'which holds passwords',
  '.mozilla': 'which holds a browser with its passwords',
  '.config': 'which holds the settings of programs, MCP clients among them',
  '.local': 'which holds programs and what they keep',
  '.vscode': 'which holds settings and extensions that are run',
  '.cursor': 'which holds the settings of an MCP client',
  '.claude': 'which holds the settings of an MCP client',
  '.codex': 'which holds the settings of an MCP client',
  '.gemini': 'which holds the settings of an MCP client',
  '.windsurf': 'which holds the settings of an MCP client',
  '.codeium': 'which holds the settings of an MCP client',
  Library: 'which holds the settings of programs, MCP clients among them',
  AppData: 'which holds the settings of programs, MCP clients among them',
}

const ofSystem: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/etc', '/usr', '/bin', '/sbin', '/lib', '/boot', '/var', '/run'],
  darwin: ['/etc', '/usr', '/bin', '/sbin', '/System', '/Library', '/Applications', '/private/etc'],
  win32: ['C:\\Windows', 'C:\\Program Files', 'C:\\Program Files (x86)', 'C:\\ProgramData'],
}

/** What a person should say yes to twice: home, and folders with settings and keys. */
export function delicateFolders({ env, platform }: Here): Delicate[] {
  const flavour = platform === 'win32' ? path.win32 : path.posix
  const home = homeFolder({ env, platform })
  const found: Delicate[] = []
  if (home && flavour.isAbsolute(home))
    for (const [name, what] of Object.entries(below)) found.push({ path: flavour.join(home, name), what })
  for (const name of ['XDG_CONFIG_HOME', 'APPDATA', 'LOCALAPPDATA'])
    if (env[name] && flavour.isAbsolute(env[name]))
      found.push({ path: env[name], what: 'which holds the settings of programs, MCP clients among them' })
  for (const row of clientTable)
    for (const config of row.configs[platform]?.(env) ?? [])
      if (config !== undefined && flavour.isAbsolute(config) && !config.includes('*'))
        found.push({ path: flavour.dirname(config), what: `which holds the settings of ${row.name}` })
  for (const folder of ofSystem[platform] ?? []) found.push({ path: folder, what: 'which belongs to the system' })
  return found
}

export function homeFolder({ env, platform }: Here): string | undefined {
  return platform === 'win32' ? (env['USERPROFILE'] ?? env['HOME']) : env['HOME']
}
