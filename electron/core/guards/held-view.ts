import type { HeldView } from '../../../shared/access.ts'
import type { Inspection } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { sayBytes } from '../runtimes/say-bytes.ts'
import type { GuardName, GuardPlan } from './plan-guards.ts'

export interface Held {
  server: {
    format: Inspection['format']
    limits: { memoryBytes: number; handles: number }
  }
  grants: readonly Grant[]
  plan: GuardPlan
  /** Absent while it is not there; then `waiting` says why. */
  code?: { version: string; madeAt: number; size: number }
  waiting?: string
}

const names: Record<GuardName, string> = {
  environment: 'Variables guard',
  filesystem: 'Files guard',
  http: 'HTTP guard',
  sockets: 'Sockets guard',
  keyvalue: 'Key-value guard',
  config: 'Configuration guard',
}

const spliced: Record<GuardName, string> = {
  environment: 'It hides what Belljar tells the other guards.',
  filesystem: 'A folder is granted read-only: it refuses every change in there.',
  http: "It sends every request to Belljar's proxy, which knows the granted hosts.",
  sockets: 'The server imports sockets: every use of one is refused and shown here.',
  keyvalue: 'It keeps the data of the server in a store of its own, when that is granted.',
  config: 'It hands out the granted configuration values.',
}

const needless: Record<GuardName, string> = {
  environment: 'No other guard is needed.',
  filesystem: 'No folder is granted read-only.',
  http: 'The server cannot send HTTP requests: it does not import them.',
  sockets: 'The server cannot open sockets: it does not import them.',
  keyvalue: 'The server does not import a key-value store.',
  config: 'The server does not import configuration values.',
}

const order: GuardName[] = ['filesystem', 'http', 'sockets', 'keyvalue', 'config', 'environment']

/** How a server is run with its grants, step by step, for people. */
export function heldView({ server, grants, plan, code, waiting }: Held): HeldView {
  const guarded = plan.guards.length > 0
  return {
    steps: [
      ...bytesStep(server.format, guarded),
      ...order.map((name) => {
        const done = plan.guards.includes(name)
        return {
          done,
          text: `${names[name]} ${done ? 'spliced in front' : 'not needed'}`,
          detail: (done ? spliced : needless)[name],
        }
      }),
      code
        ? {
            done: true,
            text: `Validated and compiled by wasmtime ${code.version}`,
            detail: `${sayBytes(code.size)} of machine code, made ${new Date(code.madeAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
          }
        : { done: false, text: 'Validated and compiled', ...(waiting !== undefined && { detail: waiting }) },
      { done: code !== undefined, text: 'Started in a process of its own', detail: started(server.limits, grants) },
    ],
  }
}

function bytesStep(format: Inspection['format'], guarded: boolean): HeldView['steps'] {
  if (format === 'component') return [{ done: true, text: 'A component, used as it is' }]
  if (guarded)
    return [{ done: true, text: 'A WASI preview 1 module, made into a component', detail: 'Guards are components.' }]
  return [
    { done: true, text: 'A WASI preview 1 module, used as it is', detail: 'wasmtime alone holds what it is granted.' },
  ]
}

function started({ memoryBytes, handles }: Held['server']['limits'], grants: readonly Grant[]): string {
  const of = (...kinds: Grant['kind'][]) => grants.filter(({ kind }) => kinds.includes(kind))
  const variables =
    of('environment', 'pass-through').length +
    grants.filter((one) => one.kind === 'secret' && one.as === 'environment').length
  const parts = [
    said(of('directory').length, 'folder'),
    said(of('host').length, 'host'),
    said(variables, 'variable'),
    `${sayBytes(memoryBytes)} of memory`,
    `${handles} handles`,
  ]
  return `With ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}; everything else is closed.`
}

function said(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`
}
