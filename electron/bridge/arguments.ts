export interface LaunchArguments {
  parent: number
  /** Bytes of address space. */
  as?: number
  /** Open files. */
  nofile?: number
  /** Bytes of a core file. */
  core?: number
  program: string
  args: string[]
}

export type Words =
  | { kind: 'bridge'; serve: string; home?: string }
  | ({ kind: 'launch' } & LaunchArguments)
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'wrong'; problem: string }

export const usage = `Usage:
  belljar-bridge [bridge] all|SERVER [--home DIR]
      Serve all enabled servers, or one, to the MCP client on stdin and stdout.
  belljar-bridge launch --parent PID [--as BYTES] [--nofile N] [--core BYTES] -- PROGRAM [ARGUMENT...]
      Run a program with limits; it ends when PID ends.
  belljar-bridge --version | --help
`

export function readArguments(argv: string[]): Words {
  switch (argv[0]) {
    case '--version':
    case '-V':
      return { kind: 'version' }
    case '--help':
    case '-h':
      return { kind: 'help' }
    case 'launch':
      return readLaunch(argv.slice(1))
    case 'bridge':
      return readBridge(argv.slice(1))
    default:
      return readBridge(argv)
  }
}

function readBridge(words: string[]): Words {
  let serve: string | undefined
  let home: string | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--home' || word.startsWith('--home=')) {
      home = word === '--home' ? words[++i] : word.slice('--home='.length)
      if (!home) return wrong('--home needs a folder.')
    } else if (word === '' || word.startsWith('-')) return wrong(`Unknown option: ${JSON.stringify(word)}.`)
    else if (serve !== undefined) return wrong(`One server or all, please; ${JSON.stringify(word)} is one too many.`)
    else serve = word
  }
  if (serve === undefined) return wrong('Say which server to serve, or all.')
  return { kind: 'bridge', serve, ...(home !== undefined && { home }) }
}

function readLaunch(words: string[]): Words {
  const numbers: Partial<Record<'parent' | 'as' | 'nofile' | 'core', number>> = {}
  for (let i = 0; i < words.length; i += 2) {
    const word = words[i] ?? ''
    if (word === '--') {
      const [program, ...args] = words.slice(i + 1)
      if (!program) return wrong('launch needs a program after --.')
      const { parent, ...limits } = numbers
      if (parent === undefined) return wrong('launch needs --parent PID.')
      return { kind: 'launch', parent, ...limits, program, args }
    }
    const name = word.slice(2)
    if (!['--parent', '--as', '--nofile', '--core'].includes(word))
      return wrong(`Unknown option: ${JSON.stringify(word)}.`)
    const value = words[i + 1] ?? ''
    if (!/^\d+$/.test(value) || (name === 'parent' && Number(value) === 0))
      return wrong(`--${name} needs a whole number, not ${JSON.stringify(value)}.`)
    numbers[name as keyof typeof numbers] = Number(value)
  }
  return wrong('launch needs -- PROGRAM.')
}

function wrong(problem: string): Words {
  return { kind: 'wrong', problem }
}
