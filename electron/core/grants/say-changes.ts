import type { Limits } from '../../../shared/domain.ts'
import { sayGrant, type Grant } from '../../../shared/grants.ts'
import { printable } from '../servers/printable.ts'

/** Sentences for what a change would do, without full stops. */
export function sayAllowed(grants: readonly Grant[]): string[] {
  return grants.map((grant) => `Allow: ${plain(grant)}`)
}

export function sayRevoked(grants: readonly Grant[]): string[] {
  return grants.map((grant) => `Revoke: ${plain(grant)}`)
}

export function sayLimits(limits: Partial<Limits>): string[] {
  const said: Record<keyof Limits, (value: number) => string> = {
    memoryBytes: (bytes) => `Limit: ${Math.round(bytes / 1024 / 1024)} MB of memory`,
    callMs: (ms) => `Limit: ${ms / 1000} s for a call`,
    startMs: (ms) => `Limit: ${ms / 1000} s to start`,
    idleMs: (ms) => `Limit: ends after ${ms / 1000} s without a call`,
    calls: (count) => `Limit: ${count} calls at a time`,
    handles: (count) => `Limit: ${count} open files and streams`,
    outputBytes: (bytes) => `Limit: ${Math.round(bytes / 1024)} KB in one answer`,
  }
  return (Object.keys(said) as (keyof Limits)[]).flatMap((name) => {
    const value = limits[name]
    return value === undefined ? [] : [said[name](value)]
  })
}

/** What clients are told of a tool from then on; null is what the server itself says. */
export function sayDescribed(
  tool: string,
  { name, description }: { name?: string | null | undefined; description?: string | null | undefined },
): string[] {
  const of = `the tool ${printable(tool)}`
  return [
    ...(name === undefined
      ? []
      : [name === null ? `Show clients ${of} by its own name` : `Show clients ${of} as ${name}`]),
    ...(description === undefined
      ? []
      : [
          description === null
            ? `Show clients the server’s own description of ${of}`
            : `Show clients another description of ${of}: ${printable(description, 1000)}`,
        ]),
  ]
}

/** Names of folders can hold characters that turn the text around them. */
function plain(grant: Grant): string {
  return printable(sayGrant(grant), 2000)
}
