import type { Api } from '../../shared/contract.ts'
import type { Server, Snapshot } from '../../shared/domain.ts'
import { ProblemError } from '../../shared/rpc.ts'
import type { Asker } from './asker.ts'
import type { Clients } from './clients/clients.ts'
import type { Denials } from './denials/denials.ts'
import { grantCalls, type GrantParts } from './grants/grant-calls.ts'
import type { KeyValueStores } from './keyvalue/key-value-stores.ts'
import type { Notices } from './notices.ts'
import type { Records } from './records/records.ts'
import type { StateFile } from './home/state-file.ts'
import type { Instances } from './instances.ts'
import { planPolicy } from './policy/plan-policy.ts'
import { writePolicy } from './policy/write-policy.ts'
import type { Secrets } from './secrets/secrets.ts'
import { secretsState } from './secrets/secrets-state.ts'
import type { InstalledServer, ServerBook } from './servers/book.ts'
import type { Installer } from './servers/installer.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { Settings } from './settings.ts'
import type { Shelf } from './shelf.ts'
import type { WasmtimeSource } from './wasmtime/source.ts'

/** What the calls are answered from. */
export interface Parts {
  about: Pick<Snapshot, 'version' | 'home' | 'mode' | 'platform'>
  book: ServerBook
  settings: StateFile<Settings>
  installer: Installer
  shelf: Shelf
  instances: Instances
  sessions: Sessions
  records: Records
  denials: Denials
  secrets: Secrets
  stores: KeyValueStores
  clients: Clients
  wasmtime: WasmtimeSource
  notices: Notices
  grants: GrantParts
  clientsChanged(): Promise<void>
  quit(): void
}

/** Answers every call of the contract, for one asker. Input has been checked; a refusal is a ProblemError. */
export function makeApi(parts: Parts, asker: Asker): Api {
  const {
    book,
    settings,
    installer,
    shelf,
    instances,
    sessions,
    records,
    denials,
    secrets,
    stores,
    clients,
    wasmtime,
    notices,
  } = parts

  const server = (id: string): Server => shelf.view(id) ?? unknown('server', id)

  const installed = (id: string): InstalledServer => book.get(id) ?? unknown('server', id)

  /** The first run ends with the first thing that is switched on or installed. */
  const used = async () => {
    if (!settings.value.used) await settings.change((old) => ({ ...old, used: true }))
  }

  return {
    'app.snapshot': async () => ({
      ...parts.about,
      firstRun: !settings.value.used,
      runtime: wasmtime.state,
      servers: shelf.views(),
      sessions: sessions.list(),
      clients: await clients.list(),
      notices: notices.list,
      settings: { confirmCli: settings.value.confirmCli },
      denials: denials.recent(),
      grantRequests: parts.grants.requests.list,
      canPickFolder: parts.grants.pickFolder !== undefined && asker.kind === 'window',
    }),
    'app.dismiss': async ({ id }) => {
      notices.dismiss(id)
      return null
    },
    'app.quit': async () => {
      // The answer goes out first: whoever asked should learn that it was heard.
      setTimeout(() => parts.quit(), 20)
      return null
    },
    'runtime.retry': async () => {
      wasmtime.prepare()
      return wasmtime.state
    },

    'servers.inspect': ({ file }) => installer.inspect(file),
    'servers.add': async ({ hash, name }) => {
      const id = await installer.add(hash, name)
      await used()
      return server(id)
    },
    'servers.remove': async ({ id }) => {
      server(id)
      // Off first: a call that comes in between would start it again, and its last words outlive what is forgotten.
      await book.setEnabled(id, false)
      await sessions.stopServer(id)
      await book.remove(id)
      denials.forget(id)
      await records.forget(id)
      await stores.forget(id)
      shelf.forget(id)
      return null
    },
    'servers.enable': async ({ id, enabled }) => {
      server(id)
      await book.setEnabled(id, enabled)
      await used()
      if (!enabled) await sessions.stopServer(id)
      return server(id)
    },
    'servers.switchOn': async ({ id, ...given }) => {
      const { state } = server(id)
      await parts.grants.changes.switchOn(id, given, asker)
      await used()
      // It waits for what it has now.
      if (state.kind === 'needs-grants' && server(id).missing.length === 0) {
        instances.forgive(id)
        await sessions.restartServer(id)
      }
      return server(id)
    },
    'servers.enableTool': async ({ id, tool, enabled }) => {
      if (!server(id).tools.some(({ name }) => name === tool)) unknown('tool', tool)
      await book.setTool(id, tool, enabled)
      return server(id)
    },
    'servers.stop': async ({ id }) => {
      server(id)
      await sessions.stopServer(id)
      return server(id)
    },
    'servers.restart': async ({ id }) => {
      server(id)
      instances.forgive(id)
      await sessions.restartServer(id)
      return server(id)
    },
    'tools.call': async ({ id, tool, args }) => {
      if (!server(id).tools.some(({ name }) => name === tool)) unknown('tool', tool)
      return sessions.callTool(id, tool, args)
    },

    ...grantCalls(parts.grants, asker, server),
    'grants.held': ({ id }) => instances.held(installed(id)),
    'policy.plan': async ({ id, text }) => {
      server(id)
      return planPolicy(text, (grant) => parts.grants.changes.plan(id, grant))
    },
    'policy.export': async ({ id }) => writePolicy(server(id)),
    'servers.export': ({ id, path, overwrite }) => instances.export(installed(id), { path, overwrite }),
    'secrets.list': () => secretsState(secrets, book.list()),
    'secrets.set': async ({ name, value }) => {
      await parts.grants.watch.change(asker, null, [`Set the secret ${name}`], () => secrets.set(name, value))
      return secretsState(secrets, book.list())
    },
    'secrets.remove': async ({ name }) => {
      await parts.grants.watch.change(asker, null, [`Remove the secret ${name}`], async () => {
        if (!(await secrets.remove(name))) unknown('secret', name)
      })
      return secretsState(secrets, book.list())
    },
    'denials.list': (query) => records.denials(query),
    'denials.dismiss': async (which) => {
      await denials.dismiss(which)
      return null
    },
    'requests.list': (query) => records.requests(query),

    'calls.list': (query) => records.calls(query),
    'calls.get': async ({ id }) => (await records.call(id)) ?? unknown('call', id),
    'logs.list': (query) => records.logs(query),
    'traps.list': (query) => records.traps(query),
    'traps.get': async ({ id }) => (await records.trapById(id)) ?? unknown('trap', id),

    'clients.list': () => clients.list(),
    'clients.plan': ({ id }) => clients.plan(id),
    'clients.connect': async ({ id, token }) => {
      const state = await clients.connect(id, token)
      await parts.clientsChanged()
      return state
    },
    'clients.undo': async ({ id }) => {
      const state = await clients.undo(id)
      await parts.clientsChanged()
      return state
    },
  }
}

function unknown(what: 'server' | 'tool' | 'call' | 'trap' | 'secret', id: string): never {
  throw new ProblemError({
    code: 'not-found',
    message: `There is no ${what} ${id}.`,
    hint:
      what === 'server'
        ? 'The list of servers has the names.'
        : `It may have been removed. Look at the list of ${what}s.`,
  })
}
