import type { Api } from '../../shared/contract.ts'
import type { GrantPlan, SecretsState } from '../../shared/access.ts'
import type { Server, Snapshot } from '../../shared/domain.ts'
import { grantKey, sayGrant, sayHeld, type Grant } from '../../shared/grants.ts'
import { missingNeeds } from '../../shared/missing-needs.ts'
import { ProblemError } from '../../shared/rpc.ts'
import type { Tell } from './fake-wire.ts'

const home = '/home/ada'
const folders: Record<string, string[]> = {
  [home]: ['.config', 'Downloads', 'notes', 'src'],
  [`${home}/src`]: [
    'belljar',
    'crates',
    'a-folder-with-a-very-long-name-that-somebody-once-thought-was-a-good-idea-to-have',
  ],
  [`${home}/src/belljar`]: ['docs', 'electron', 'renderer', 'shared', 'wasm'],
  '/': ['etc', 'home', 'srv', 'tmp'],
}

function refuse(message: string, hint?: string): never {
  throw new ProblemError({ code: 'bad-request', message, ...(hint && { hint }) })
}

function real(path: string): string {
  return path === '~' ? home : path.startsWith('~/') ? home + path.slice(1) : path.replace(/(.)\/$/u, '$1')
}

/** Checks as the host would, as far as a page can. */
function planOf(server: Server, grant: Grant): GrantPlan {
  const warnings: string[] = []
  let ask: string | undefined
  let stored = grant
  switch (grant.kind) {
    case 'directory': {
      const hostPath = real(grant.hostPath)
      if (hostPath.includes('::')) refuse('A path with "::" cannot be granted.', 'wasmtime would mount another folder.')
      if (!hostPath.startsWith('/')) refuse(`${hostPath} is not a whole path.`, 'Begin it with / or ~.')
      if (/missing/u.test(hostPath)) refuse(`There is no folder ${hostPath}.`, 'Belljar does not create it.')
      if (/belljar\/?$/u.test(hostPath) && hostPath.includes('.local'))
        refuse('Belljar keeps its own data there, which no server may touch.')
      if (hostPath === home || hostPath === '/')
        ask = `${hostPath} holds everything you have, also keys and passwords that programs keep there.`
      if (grant.access === 'write')
        warnings.push('Other programs may run files in it: .git/hooks, .vscode, .envrc and the like.')
      stored = { ...grant, hostPath, guestPath: real(grant.guestPath) }
      break
    }
    case 'host':
      if (!/^(https?:\/\/)?(\*|(\*\.)?[a-z0-9.-]+)(:(\d+|\*))?$/u.test(grant.pattern))
        refuse(`"${grant.pattern}" is not a host.`, 'Write api.example.com, *.example.com or localhost:8080.')
      if (grant.pattern === '*') ask = 'It could send whatever it can read to any computer on the internet.'
      if (grant.private) warnings.push('It reaches what is in your own network: routers, printers, other services.')
      break
    case 'environment':
    case 'pass-through':
      if (/^(LD_|DYLD_|RUST_|WASMTIME_|PATH$|BELLJAR_)/iu.test(grant.name))
        refuse(
          `The variable ${grant.name} steers the loader or the runtime itself, outside of the sandbox.`,
          'It is never granted.',
        )
      break
    case 'config':
    case 'secret':
    case 'keyvalue':
      break
  }
  const replaces = server.grants.find((each) => grantKey(each) === grantKey(stored))
  return {
    grant: stored,
    sentence: sayGrant(stored),
    held: sayHeld(stored),
    warnings,
    ...(ask && { ask }),
    ...(replaces && { replaces }),
  }
}

type GrantCalls = Pick<
  Api,
  | 'grants.plan'
  | 'servers.switchOn'
  | 'grants.add'
  | 'grants.revoke'
  | 'grants.approve'
  | 'grants.held'
  | 'grants.answer'
  | 'limits.set'
  | 'policy.plan'
  | 'policy.export'
  | 'servers.export'
  | 'secrets.list'
  | 'secrets.set'
  | 'secrets.remove'
  | 'folders.pick'
  | 'folders.look'
  | 'denials.list'
  | 'denials.dismiss'
  | 'settings.set'
  | 'tools.approve'
>

export function fakeGrants(
  snapshot: Snapshot,
  tell: Tell,
  change: (id: string, edit: (server: Server) => Partial<Server>) => Server,
): GrantCalls {
  const secrets: SecretsState = {
    kept: 'file',
    warning:
      'This computer has no keychain that Belljar can use: secrets are encrypted in a file, with the key beside it.',
    secrets: [
      { name: 'OPENAI_API_KEY', setAt: Date.now() - 9 * 86_400_000, usedBy: ['summarize'] },
      { name: 'github.token', setAt: Date.now() - 3_600_000, usedBy: [] },
    ],
  }
  const told = () => {
    tell('secrets.changed', secrets)
    return structuredClone(secrets)
  }
  const find = (id: string) => snapshot.servers.find((each) => each.id === id) ?? refuse(`There is no server ${id}.`)
  const add = (id: string, wanted: Grant[], confirmed: boolean, more: Partial<Server> = {}) => {
    const plans = wanted.map((grant) => planOf(find(id), grant))
    const asked = plans.find(({ ask }) => ask)
    if (asked?.ask && !confirmed) refuse(asked.ask)
    return change(id, (server) => {
      const keys = plans.map(({ grant }) => grantKey(grant))
      const grants = [
        ...server.grants.filter((each) => !keys.includes(grantKey(each))),
        ...plans.map(({ grant }) => grant),
      ]
      return { grants, stale: server.instances, missing: missingNeeds(server.needs, grants), ...more }
    })
  }
  return {
    'grants.plan': async ({ id, grant }) => planOf(find(id), grant),
    'grants.add': async ({ id, grants, confirmed }) => add(id, grants, confirmed),
    'servers.switchOn': async ({ id, grants, secrets: fresh, confirmed }) => {
      for (const { name } of fresh) secrets.secrets.push({ name, setAt: Date.now(), usedBy: [id] })
      told()
      return add(id, grants, confirmed, { enabled: true, state: { kind: 'stopped' } })
    },
    'grants.revoke': async ({ id, keys }) =>
      change(id, (server) => ({
        grants: server.grants.filter((each) => !keys.includes(grantKey(each))),
        stale: server.instances,
      })),
    'grants.approve': async ({ id }) =>
      change(id, (server) => {
        delete server.withheld
        return {}
      }),
    'grants.held': async ({ id }) => ({
      steps: [
        { done: true, text: 'Component, WASI 0.2', detail: 'nothing to adapt' },
        { done: true, text: 'Files guard spliced in', detail: '44 KB, sha256 c41e7a90' },
        { done: false, text: 'HTTP guard not needed', detail: 'no host granted: HTTP stays off' },
        { done: true, text: 'Validated, precompiled', detail: '0.52 s, wasmtime 48.0.3' },
        {
          done: true,
          text: `Started with ${find(id).grants.length} grants`,
          detail: 'run --dir …::/src --dir …::/drafts',
        },
      ],
    }),
    'grants.answer': async ({ id }) => {
      snapshot.grantRequests = snapshot.grantRequests.filter((each) => each.id !== id)
      tell('grant-requests.changed', snapshot.grantRequests)
      return null
    },
    'limits.set': async ({ id, limits }) =>
      change(id, (server) => ({
        limits: { ...server.limits, ...(limits as Partial<Server['limits']>) },
        stale: server.instances,
      })),
    'policy.plan': async ({ id, text }) => {
      if (!text.includes('version'))
        refuse('It is not a policy: it has no version.', 'A policy.yaml begins with version: "1.0".')
      const server = find(id)
      return {
        plans: [
          planOf(server, { kind: 'directory', hostPath: `${home}/src`, guestPath: `${home}/src`, access: 'read' }),
          planOf(server, { kind: 'host', pattern: 'api.example.com', private: false }),
        ],
        limits: { memoryBytes: 512 * 1024 * 1024 },
        unsupported: ['permissions.ipc: Belljar grants no inter-process communication.'],
        refused: ['environment LD_PRELOAD: it steers the loader, outside of the sandbox.'],
      }
    },
    'policy.export': async ({ id }) => ({
      text: `version: "1.0"\ndescription: "${id}"\npermissions:\n  storage:\n    allow:\n      - uri: "fs:///home/ada/src/belljar"\n        access: ["read"]\n`,
      unsupported: ['Secrets: a policy cannot name them.'],
    }),
    'servers.export': async ({ path }) => ({
      path: real(path),
      size: 612_000,
      run: `wasmtime run --dir /home/ada/src/belljar::/src ${real(path)}`,
    }),
    'secrets.list': async () => structuredClone(secrets),
    'secrets.set': async ({ name }) => {
      const known = secrets.secrets.find((each) => each.name === name)
      if (known) known.setAt = Date.now()
      else secrets.secrets.push({ name, setAt: Date.now(), usedBy: [] })
      return told()
    },
    'secrets.remove': async ({ name }) => {
      secrets.secrets = secrets.secrets.filter((each) => each.name !== name)
      return told()
    },
    'folders.pick': async () => `${home}/src/belljar`,
    'folders.look': async ({ path = '~' }) => {
      const at = real(path)
      const parent = at === '/' ? null : at.slice(0, at.lastIndexOf('/')) || '/'
      return {
        path: at,
        parent,
        folders: folders[at] ?? [],
        ...(at === home && { refused: 'It holds everything you have: choose a folder in it.' }),
      }
    },
    'denials.list': async ({ server }) => snapshot.denials.filter((each) => !server || each.server === server),
    'denials.dismiss': async ({ id, server }) => {
      const gone = snapshot.denials.filter((each) => each.id === id || each.server === server).map((each) => each.id)
      snapshot.denials = snapshot.denials.filter((each) => !gone.includes(each.id))
      tell('denials.dismissed', { ids: gone })
      return null
    },
    'settings.set': async ({ confirmCli }) => {
      if (confirmCli !== undefined) snapshot.settings = { confirmCli }
      tell('settings.changed', snapshot.settings)
      return snapshot.settings
    },
    'tools.approve': async ({ id, tool }) =>
      change(id, ({ tools }) => ({
        tools: tools.map((each) => {
          if (tool && each.name !== tool) return each
          const shown = { ...each }
          delete shown.held
          return shown
        }),
      })),
  }
}
