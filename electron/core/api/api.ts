import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Asker } from '../asker.ts'
import { grantCalls } from '../grants/grant-calls.ts'
import { planPolicy } from '../policy/plan-policy.ts'
import { writePolicy } from '../policy/write-policy.ts'
import { secretsState } from '../secrets/secrets-state.ts'
import type { InstalledServer } from '../servers/book.ts'
import { callCalls } from './call-calls.ts'
import { catalogCalls } from './catalog-calls.ts'
import { healthCalls } from './health-calls.ts'
import { logCalls } from './log-calls.ts'
import type { Parts } from './parts.ts'
import { settingsCalls } from './settings-calls.ts'
import { toolCalls } from './tool-calls.ts'
import { trapCalls } from './trap-calls.ts'
import { unknown } from './unknown.ts'

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
      servers: await shelf.lookAgain(),
      firstRun: !settings.value.used,
      runtime: wasmtime.state,
      sessions: sessions.list(),
      clients: await clients.list(),
      notices: notices.list,
      settings: await parts.live.refresh(),
      denials: denials.recent(),
      grantRequests: parts.grants.requests.list,
      usage: parts.watching.usage.list,
      activity: parts.watching.activity.list(),
      health: parts.health.checker.list(),
      alerts: parts.health.alerts.list,
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
      parts.watching.activity.forget(id)
      await records.forget(id)
      await stores.forget(id)
      await parts.dumps.forget(id)
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
    ...toolCalls(parts, server, asker),

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

    ...callCalls(parts),
    ...logCalls(parts, asker),
    ...trapCalls(parts, asker, server),
    ...healthCalls(parts),
    ...catalogCalls(parts, server, used),
    ...settingsCalls(parts, asker),

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
