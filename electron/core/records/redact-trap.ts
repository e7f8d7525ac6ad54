import type { TrapFrame } from '../../../shared/domain.ts'
import type { TrapRecord } from '../../../shared/records.ts'

/** A trap without secrets: what a server says of itself, down to the names of its functions, can hold one. */
export function redactTrap<T extends TrapRecord>(trap: T, redact: (text: string) => string): T {
  return {
    ...trap,
    client: redact(trap.client),
    ...(trap.tool !== undefined && { tool: redact(trap.tool) }),
    message: redact(trap.message),
    raw: redact(trap.raw),
    frames: trap.frames.map((frame) => redactFrame(frame, redact)),
  }
}

function redactFrame({ at, ...frame }: TrapFrame, redact: (text: string) => string): TrapFrame {
  const { module, func } = frame
  return { ...frame, module: redact(module), func: redact(func), ...(at && { at: { ...at, file: redact(at.file) } }) }
}
