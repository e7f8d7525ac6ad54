import type { EventName, Events } from '../../shared/contract.ts'
import { tell, type Wire } from '../../shared/rpc.ts'
import type { AskerKind } from './asker.ts'

/** Every window, tab and CLI that listens. */
export class Audience {
  readonly #wires = new Map<Wire, AskerKind>()
  readonly #listeners = new Set<() => void>()

  get size(): number {
    return this.#wires.size
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
    for (const wire of this.#wires.keys()) tell(wire, name, data)
  }

  /** Called when somebody came or left. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
