import type { EventName, Events } from '../../shared/contract.ts'
import { tell, type Wire } from '../../shared/rpc.ts'

/** Every window, tab and CLI that listens. */
export class Audience {
  readonly #wires = new Set<Wire>()

  get size(): number {
    return this.#wires.size
  }

  join(wire: Wire): void {
    this.#wires.add(wire)
    wire.onClose(() => this.#wires.delete(wire))
  }

  tell<N extends EventName>(name: N, data: Events[N]): void {
    for (const wire of this.#wires) tell(wire, name, data)
  }
}
