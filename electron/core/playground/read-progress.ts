import type { Events } from '../../../shared/contract.ts'
import type { Json } from '../sessions/message.ts'

const longest = 500

/** A server's progress, where it is one; a long message is cut. */
export function readProgress({ progress, total, message }: Json): Omit<Events['run.progress'], 'run'> | undefined {
  if (typeof progress !== 'number' || !Number.isFinite(progress)) return undefined
  return {
    progress,
    ...(typeof total === 'number' && Number.isFinite(total) && { total }),
    ...(typeof message === 'string' && { message: message.slice(0, longest) }),
  }
}
