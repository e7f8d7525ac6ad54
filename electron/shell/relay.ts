import type { Wire } from '../../shared/rpc.ts'

/** Joins two wires: what one says the other hears. For a window on a host that runs in another process. */
export function relay(near: Wire, far: Wire): void {
  near.onFrame((frame) => far.send(frame))
  far.onFrame((frame) => near.send(frame))
}
