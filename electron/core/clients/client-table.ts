import path from 'node:path'

/** Where the person's folders are, from the given environment only, so that a test never meets the real ones. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
}

/** What a client config must start: a program and its arguments. */
export interface Start {
  command: string
  args: string[]
}

/** One client: all that is special about it. Adding a client is adding a row. */
export interface ClientRow {
  id: string
  name: string
  /** Candidates, best first; one that exists wins. A segment may hold one `*`. */
  configs: Partial<Record<NodeJS.Platform, (env: NodeJS.ProcessEnv) => (string | undefined)[]>>
  /** Any of these exists: it looks installed. The config file's own folder always counts. */
  installed: Partial<Record<NodeJS.Platform, (env: NodeJS.ProcessEnv) => (string | undefined)[]>>
  /** JSON also when it has comments: those are kept. */
  format: 'json'
  /** Where the map of servers lies, from the root. */
  key: readonly string[]
  entry(start: Start): Record<string, unknown>
  /** One sentence per step. */
  then: string[]
}

const posix = path.posix
const win = path.win32

/** XDG says that a relative path in the variable is to be ignored. */
function xdgConfig(env: NodeJS.ProcessEnv): string | undefined {
  const { XDG_CONFIG_HOME: given, HOME: home } = env
  return given && posix.isAbsolute(given) ? given : home && posix.join(home, '.config')
}

function under(base: string | undefined, ...rest: string[]): string | undefined {
  return base ? posix.join(base, ...rest) : undefined
}

function winUnder(base: string | undefined, ...rest: string[]): string | undefined {
  return base ? win.join(base, ...rest) : undefined
}

function roaming(env: NodeJS.ProcessEnv): string | undefined {
  return env['APPDATA'] ?? winUnder(env['USERPROFILE'], 'AppData', 'Roaming')
}

function local(env: NodeJS.ProcessEnv): string | undefined {
  return env['LOCALAPPDATA'] ?? winUnder(env['USERPROFILE'], 'AppData', 'Local')
}

const desktopConfig = 'claude_desktop_config.json'

export const clientTable: readonly ClientRow[] = [
  {
    id: 'claude-desktop',
    name: 'Claude Desktop',
    configs: {
      darwin: (env) => [under(env['HOME'], 'Library/Application Support/Claude', desktopConfig)],
      linux: (env) => [under(xdgConfig(env), 'Claude', desktopConfig), under(xdgConfig(env), 'claude', desktopConfig)],
      // The packaged (MSIX) app, the usual one since 2026, sees its own copy of Roaming and never the real one.
      win32: (env) => [
        winUnder(local(env), 'Packages', 'Claude_*', 'LocalCache', 'Roaming', 'Claude', desktopConfig),
        winUnder(roaming(env), 'Claude', desktopConfig),
      ],
    },
    installed: {
      darwin: (env) => ['/Applications/Claude.app', under(env['HOME'], 'Applications/Claude.app')],
      linux: () => ['/usr/bin/claude-desktop', '/usr/local/bin/claude-desktop'],
      win32: (env) => [winUnder(local(env), 'AnthropicClaude'), winUnder(local(env), 'Packages', 'Claude_*')],
    },
    format: 'json',
    key: ['mcpServers'],
    entry: ({ command, args }) => ({ command, args }),
    then: ['Quit Claude Desktop completely, also from the menu bar or tray, and open it again.'],
  },
]
