import { printable } from '../servers/printable.ts'
import { fieldsOf, sayUnknown, type Found } from './found.ts'

const scales: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
}

/** resources: in newer files below `limits`, in older ones directly. Only memory is held. */
export function readLimits(value: unknown, found: Found): void {
  if (value === undefined || value === null) return
  const fields = fieldsOf(value)
  if (!fields) return void found.unsupported.push('resources should hold limits, and does not.')
  sayUnknown('resources', fields, ['limits', 'memory', 'cpu', 'io'], found)
  read('resources', fields, found)
  const limits = fields['limits']
  if (limits === undefined || limits === null) return
  const inner = fieldsOf(limits)
  if (!inner) return void found.unsupported.push('resources.limits should hold cpu and memory, and does not.')
  sayUnknown('resources.limits', inner, ['memory', 'cpu', 'io'], found)
  read('resources.limits', inner, found)
}

function read(where: string, { cpu, io, memory }: Record<string, unknown>, found: Found): void {
  if (cpu !== undefined) found.unsupported.push(`${where}.cpu: a share of the processor is not held here.`)
  if (io !== undefined) found.unsupported.push(`${where}.io is not held here.`)
  if (memory === undefined) return
  const bytes = typeof memory === 'string' ? bytesOf(memory) : undefined
  const said = `${where}.memory ${printable(JSON.stringify(memory) ?? '', 40)}`
  if (bytes === undefined) found.unsupported.push(`${said} is not an amount with a unit, such as 512Mi.`)
  else if (bytes < 1024 ** 2 || bytes > 4 * 1024 ** 3)
    found.unsupported.push(`${said} is not between 1 MB and 4 GB, which is what can be held.`)
  else found.limits.memoryBytes = bytes
}

/** As Kubernetes writes amounts. */
export function bytesOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,6})?)([kMG]|[KMG]i)?$/.exec(text.trim()) ?? []
  if (amount === undefined) return undefined
  return Math.floor(Number(amount) * (scales[unit ?? ''] ?? 1))
}
