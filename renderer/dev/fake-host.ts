import type { Api } from '../../shared/contract.ts'
import type {
  Call,
  ClientState,
  ConfigPlan,
  Notice,
  Problem,
  RuntimeState,
  Server,
  Snapshot,
} from '../../shared/domain.ts'
import { ProblemError, tell, type Wire } from '../../shared/rpc.ts'
import { denials, grantRequests, needy, requests } from './fake-denials.ts'
import { fakeGrants } from './fake-grants.ts'
import { noNeeds, calls, logLine, servers, time, traps } from './fake-data.ts'

const before = `{
  "globalShortcut": "Alt+Space",
  "mcpServers": {
    "sqlite": {
      "command": "/usr/local/bin/uvx",
      "args": ["mcp-server-sqlite", "--db-path", "/home/ada/notes.db"]
    }
  }
}
`
const command = '/home/ada/.local/share/belljar/bin/belljar-bridge'
const entry = `    "belljar": {
      "command": "${command}",
      "args": ["all"]
    }`
const after = before.replace('    }\n  }', `    },\n${entry}\n  }`)

const runtimes: Record<string, RuntimeState> = {
  ready: { kind: 'ready', version: '48.0.3', path: '/home/ada/.cache/belljar/wasmtime/48.0.3/wasmtime', from: 'cache' },
  building: {
    kind: 'building',
    version: '48.0.3',
    done: 214,
    total: 522,
    startedAt: Date.now() - 161_000,
    detail: 'Compiling cranelift-codegen v0.135.3',
  },
  failed: {
    kind: 'failed',
    problem: {
      code: 'unavailable',
      message: 'wasmtime 44.0.1 is too old: Belljar needs 48.0.x.',
      hint: 'The variable WASMTIME points to /usr/local/bin/wasmtime. Point it to another one, or unset it and Belljar gets its own.',
    },
  },
}

const notice: Notice = {
  id: 'n1',
  at: Date.now(),
  level: 'warning',
  message: 'The list of servers was damaged.',
  hint: 'Belljar started with the copy from 20 Nov, 09:12. The damaged file is kept as servers.json.corrupt-2026.',
}

function missing(what: string): ProblemError {
  return new ProblemError({ code: 'not-found', message: `There is no ${what}.` })
}

/** Scenes: rich, first, failed (no wasmtime), empty, lost, unreadable. Follows the contract; remembers nothing beyond the page. */
export function fakeHost(scene: string, wire: Wire): Api {
  const fresh = scene === 'first'
  const client: ClientState = {
    id: 'claude-desktop',
    name: 'Claude Desktop',
    path: '/home/ada/.config/Claude/claude_desktop_config.json',
    found: true,
    status: scene === 'unreadable' ? 'unreadable' : 'not-connected',
    canUndo: false,
    then: [
      'Quit Claude Desktop completely, from its tray icon too. It reads this file only when it starts.',
      'Open it again and ask: “What time is it in Lisbon?” The call shows up here.',
    ],
  }
  const snapshot: Snapshot = {
    version: '0.1.0',
    home: '/home/ada/.local/share/belljar',
    mode: 'browser',
    platform: 'linux',
    firstRun: fresh,
    runtime: runtimes[fresh ? 'building' : scene === 'failed' ? 'failed' : 'ready'] ?? { kind: 'looking' },
    servers: fresh ? [{ ...time, enabled: false }] : scene === 'empty' ? [] : structuredClone(servers),
    sessions:
      fresh || scene === 'empty'
        ? []
        : [
            {
              id: 's1',
              client: { name: 'claude-ai', version: '0.1.0' },
              era: 'legacy',
              protocolVersion: '2025-06-18',
              serving: 'all',
              connectedAt: Date.now() - 7_200_000,
            },
            {
              id: 's2',
              client: null,
              era: null,
              protocolVersion: null,
              serving: 'all',
              connectedAt: Date.now() - 4000,
            },
          ],
    clients: [client],
    notices: scene === 'rich' || scene === 'failed' ? [notice] : [],
    settings: { confirmCli: false },
    denials: scene === 'rich' ? denials : [],
    grantRequests: scene === 'rich' ? grantRequests : [],
    canPickFolder: false,
  }
  const bare = fresh || scene === 'empty'
  const held: Call[] = bare ? [] : [...calls]
  let seq = bare ? 0 : 2000
  if (scene === 'rich') {
    setInterval(
      () =>
        tell(
          wire,
          'logs.appended',
          Array.from({ length: 3 }, () => logLine(++seq, Date.now())),
        ),
      700,
    )
  }

  const change = (id: string, edit: (server: Server) => Partial<Server>): Server => {
    const server = snapshot.servers.find((each) => each.id === id)
    if (!server) throw missing(`server ${id}`)
    Object.assign(server, edit(server))
    tell(wire, 'server.changed', server)
    return server
  }
  const setClient = (part: Partial<ClientState>): ClientState => {
    Object.assign(client, part)
    tell(wire, 'clients.changed', [client])
    return client
  }
  const ofServer = <T extends { server: string }>(list: T[], server?: string) =>
    server ? list.filter((each) => each.server === server) : list
  const plan = (): ConfigPlan => ({
    client: client.id,
    path: client.path,
    before: client.status === 'connected' ? after : before,
    after,
    snippet: `{\n  "mcpServers": {\n${entry}\n  }\n}\n`,
    command,
    args: ['all'],
    token: 't',
  })
  const refuse = (problem: Problem): never => {
    throw new ProblemError(problem)
  }

  return {
    'app.snapshot': async () => snapshot,
    'app.dismiss': async ({ id }) => {
      snapshot.notices = snapshot.notices.filter((each) => each.id !== id)
      tell(wire, 'notices.changed', snapshot.notices)
      return null
    },
    'app.quit': async () => {
      tell(wire, 'app.quitting', null)
      return null
    },
    'runtime.retry': async () => snapshot.runtime,
    ...fakeGrants(snapshot, (name, data) => tell(wire, name, data), change),
    'requests.list': async ({ call }) => (call === held[1]?.id ? requests : []),
    'servers.inspect': async ({ file }) => {
      const name = 'name' in file ? file.name : file.path
      const bad: Problem = {
        code: 'bad-request',
        message: 'It is WebAssembly text, not a binary.',
        hint: `Turn it into a binary with: wasm-tools parse ${name} -o binary.wasm`,
      }
      return {
        hash: 'b7e04c1d92aa5f380d6e71c4e8b92f05c3a61d7740be98f26a13cd5e07b419e8',
        size: 612_000,
        suggestedName: name.replace(/\.wasm$/u, ''),
        kind: 'stdio',
        reason: 'A component that exports wasi:cli/run.',
        format: 'component',
        needs: needy.needs ?? noNeeds,
        imports: [
          'wasi:http/outgoing-handler@0.2.3',
          'wasi:filesystem/types@0.2.3',
          'wasi:filesystem/preopens@0.2.3',
          'wasi:cli/environment@0.2.3',
          'wasi:cli/stdin@0.2.3',
          'wasi:io/streams@0.2.3',
          'wasi:keyvalue/store@0.2.0-draft2',
          'wasi:config/store@0.2.0-rc.1',
          'wasi:clocks/wall-clock@0.2.3',
          'wasi:random/random@0.2.3',
          'wasi:sockets/tcp@0.2.3',
          'acme:custom/thing',
        ],
        exports: ['wasi:cli/run@0.2.3'],
        ...(name.startsWith('notes') && { problem: bad }),
      }
    },
    'servers.add': async ({ name = 'added' }) => {
      const server: Server = { ...time, id: name, name, enabled: false, bundled: false, installedAt: Date.now() }
      snapshot.servers.push(server)
      tell(wire, 'server.changed', server)
      return server
    },
    'servers.remove': async ({ id }) => {
      snapshot.servers = snapshot.servers.filter((each) => each.id !== id)
      tell(wire, 'server.removed', { id })
      return null
    },
    'servers.enable': async ({ id, enabled }) => change(id, () => ({ enabled })),
    'servers.enableTool': async ({ id, tool, enabled }) =>
      change(id, ({ tools }) => ({ tools: tools.map((each) => (each.name === tool ? { ...each, enabled } : each)) })),
    'servers.stop': async ({ id }) =>
      change(id, () => ({ state: { kind: 'stopped' }, instances: 0, runningFor: [], stale: 0 })),
    'servers.restart': async ({ id }) =>
      change(id, () => ({ state: { kind: 'stopped' }, instances: 0, runningFor: [], stale: 0 })),
    'tools.call': async ({ id, tool, args }) => {
      const call: Call = {
        id: `call-${20_000 + held.length}`,
        at: Date.now(),
        server: id,
        tool,
        session: null,
        client: 'You, playground',
        outcome: 'answered',
        durationMs: 3.1,
        argsPreview: JSON.stringify(args),
        resultBytes: 112,
      }
      held.unshift(call)
      tell(wire, 'calls.changed', [call])
      const text = JSON.stringify(
        { timezone: 'Europe/Lisbon', datetime: new Date().toISOString(), is_dst: false },
        null,
        2,
      )
      return { call: call.id, result: { content: [{ type: 'text', text }], isError: false } }
    },
    'calls.list': async ({ server, limit, before: known }) => {
      const list = ofServer(held, server)
      const from = known ? list.findIndex(({ id }) => id === known) + 1 : 0
      return list.slice(from, from + limit)
    },
    'calls.get': async ({ id }) => {
      const call =
        held.find((each) => each.id === id) ?? refuse({ code: 'not-found', message: 'This call was not kept.' })
      const result = { content: [{ type: 'text', text: '{\n  "timezone": "Europe/Lisbon",\n  "is_dst": false\n}' }] }
      return { ...call, args: call.argsPreview, ...(call.outcome !== 'pending' && { result: JSON.stringify(result) }) }
    },
    'logs.list': async ({ server, limit, before: known }) => {
      const end = known ?? seq + 1
      const list = Array.from({ length: Math.min(2000, end) }, (_, index) => logLine(end - Math.min(2000, end) + index))
      return bare ? [] : ofServer(list, server).slice(-limit)
    },
    'traps.list': async ({ server, before: known }) => (bare || known ? [] : ofServer(traps, server)),
    'traps.get': async ({ id }) => traps.find((each) => each.id === id) ?? refuse(missing(`trap ${id}`).problem),
    'clients.list': async () => [client],
    'clients.plan': async () =>
      scene === 'unreadable'
        ? refuse({
            code: 'conflict',
            message: 'Line 14 of the file is not valid JSON.',
            hint: 'Belljar did not touch the file. Correct the line and look again, or copy the entry and paste it yourself.',
          })
        : plan(),
    'clients.connect': async () => setClient({ status: 'connected', canUndo: true }),
    'clients.undo': async () => setClient({ status: 'not-connected', canUndo: false }),
  }
}
