import type { CallName, EventName, Events, Input, Output } from '../../shared/contract.ts'
import type { Server, Snapshot } from '../../shared/domain.ts'
import { connect, type Client, type Wire } from '../../shared/rpc.ts'

/** What tray and notifications need of the host. */
export type View = Pick<
  Snapshot,
  'servers' | 'settings' | 'alerts' | 'denials' | 'grantRequests' | 'health' | 'runtime'
>

type Listener = (view: View) => void
type Listeners = { [N in EventName]?: (data: Events[N], before: View) => void }

/** The shell's own line to the host that backs the app: at most the last one it was given. */
export class HostView {
  #client: Client | undefined
  #view: View | undefined
  readonly #changed = new Set<Listener>()
  readonly #heard = new Set<Listeners>()

  get view(): View | undefined {
    return this.#view
  }

  onChange(listener: Listener): void {
    this.#changed.add(listener)
  }

  /** Told before the view changes. */
  onEvent(listeners: Listeners): void {
    this.#heard.add(listeners)
  }

  /** Resolves once the host has said how things are. */
  async follow(wire: Wire): Promise<void> {
    const client = connect(wire)
    this.#client = client
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined
    })
    this.#listen(client)
    const snapshot = await client.call('app.snapshot', null)
    if (this.#client === client) this.#set(snapshot)
  }

  /** Rejects while there is no host. */
  async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    if (!this.#client) throw new Error('There is no host now.')
    return this.#client.call(name, input)
  }

  #set(view: View): void {
    this.#view = view
    for (const listener of this.#changed) listener(view)
  }

  #listen(client: Client): void {
    const on = <N extends EventName>(name: N, change: (view: View, data: Events[N]) => View) => {
      client.on(name, (data) => {
        const view = this.#view
        if (this.#client !== client || !view) return
        for (const heard of this.#heard)
          (heard[name] as ((data: Events[N], before: View) => void) | undefined)?.(data, view)
        const next = change(view, data)
        if (next !== view) this.#set(next)
      })
    }
    on('server.changed', (view, server) => ({ ...view, servers: withServer(view.servers, server) }))
    on('server.removed', (view, { id }) => ({ ...view, servers: view.servers.filter((each) => each.id !== id) }))
    on('settings.changed', (view, settings) => ({ ...view, settings }))
    on('runtime.changed', (view, runtime) => ({ ...view, runtime }))
    on('alerts.changed', (view, alerts) => ({ ...view, alerts }))
    on('grant-requests.changed', (view, grantRequests) => ({ ...view, grantRequests }))
    on('health.changed', (view, list) => {
      const fresh = new Map(list.map((health) => [health.server, health]))
      return { ...view, health: [...view.health.filter(({ server }) => !fresh.has(server)), ...list] }
    })
    on('denials.changed', (view, list) => {
      const fresh = new Set(list.map(({ id }) => id))
      const denials = [...list, ...view.denials.filter(({ id }) => !fresh.has(id))].sort((a, b) => b.at - a.at)
      return { ...view, denials: denials.slice(0, 50) }
    })
    on('denials.dismissed', (view, { ids }) => ({
      ...view,
      denials: view.denials.filter(({ id }) => !ids.includes(id)),
    }))
    on('traps.added', (view) => view)
  }
}

function withServer(servers: readonly Server[], server: Server): Server[] {
  return servers.some(({ id }) => id === server.id)
    ? servers.map((each) => (each.id === server.id ? server : each))
    : [...servers, server]
}
