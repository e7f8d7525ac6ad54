import type { Frame, Wire } from '../../shared/rpc.ts'

/**
 * Joins a page to a host that runs in another process: what one says the other hears. A page speaks before the line to
 * its host is open, so what it says until then is kept.
 */
export async function relay(near: Wire, open: () => Promise<{ wire: Wire; close(): void } | undefined>): Promise<void> {
  const kept: Frame[] = []
  let closed = false
  let say = (frame: Frame): void => void kept.push(frame)
  near.onFrame((frame) => say(frame))
  near.onClose(() => (closed = true))
  const far = await open()
  if (!far) return
  if (closed) return far.close()
  near.onClose(() => far.close())
  far.wire.onFrame((frame) => near.send(frame))
  say = (frame) => far.wire.send(frame)
  for (const frame of kept) say(frame)
}
