import type { EventName, Events } from '../../shared/contract.ts'
import { tell, type Wire } from '../../shared/rpc.ts'
import type { AskerKind } from './asker.ts'

/** What tray and notifications are made from: they need no lines and no calls, which come in floods. */
const forShell: ReadonlySet<EventName> = new Set([
  'server.changed',
  'server.removed',
  'runtime.changed',
  'settings.changed',
  'traps.added',
  'denials.changed',
  'denials.dismissed',
  'grant-requests.changed',
  'health.changed',
  'alerts.changed',
  'app.quitting',
])

/** Every window, tab and CLI that listens. */
export class Audience {
  readonly #wires = new Map<Wire, AskerKind>()
  readonly #listeners = new Set<() => void>()

  /** A shell does not count: it listens as long as its process lives, whether or not anybody looks. */
  get size(): number {
    return [...this.#wires.values()].filter((kind) => kind !== 'shell').length
  }

  /** Windows and tabs, where a person can be asked. */
  get windows(): number {
    return [...this.#wires.values()].filter((kind) => kind === 'window').length
  }

  join(wire: Wire, kind: AskerKind): void {
    this.#wires.set(wire, kind)
    wire.onClose(() => {
      this.#wires.delete(wire)
      this.#changed()
    })
    this.#changed()
  }

  tell<N extends EventName>(name: N, data: Events[N]): void {
    for (const [wire, kind] of this.#wires) if (kind !== 'shell' || forShell.has(name)) tell(wire, name, data)
  }

  /** Called when somebody came or left. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
