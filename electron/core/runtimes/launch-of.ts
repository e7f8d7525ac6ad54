import { randomBytes } from 'node:crypto'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from '../denials/asked.ts'
import type { RequestFacts } from '../egress/request-facts.ts'
import { guardedCode } from '../guards/guarded-code.ts'
import { planGuards, type Guarded } from '../guards/plan-guards.ts'
import type { WeldDeps } from '../guards/weld-tools.ts'
import type { Dumps } from '../traps/dumps.ts'
import { dumpProblem } from '../traps/refused-dump.ts'
import { runServer } from './launch.ts'
import type { Launch } from './launcher.ts'
import { mountsOf } from './mounts.ts'
import { grantsInForce, type TermsSource } from './terms.ts'
import { variablesOf, type VariablesDeps } from './variables.ts'

/** A server as it is to be started. */
export interface Startable extends TermsSource, Guarded {
  id: string
  wasm: string
  hash: string
  memories: number
  /** Its traps leave a core dump, where that is not refused. */
  coreDumps?: boolean
}

/** What the host's proxy is told of a child. */
export interface DoorTalk {
  report(asked: Asked, by: 'proxy'): void
  /** A request begins; the result is called once, when it is over. */
  requesting(): (facts: RequestFacts) => void
}

/** The way of servers to the network. */
export interface Doors {
  /** `127.0.0.1:PORT`. */
  address: string
  admit(guest: { server: string; grants: readonly Grant[] } & DoorTalk): { token: string; leave(): void }
}

export interface LaunchDeps extends WeldDeps, VariablesDeps {
  doors: Doors
  /** Absent: no child leaves a core dump. */
  dumps?: Dumps
  /** Blanks out the values of secrets. */
  blank?(text: string): string
}

/** Everything that a child is started with. */
export interface Prepared {
  launch: Launch
  cwasm: string
  /** With which the guards sign what they report; absent without guards. */
  channel?: string
  /** The server's own bytes and what runs them. */
  made?: { hash: string; wasmtime: string }
  /** Takes in the core dump that the child left, once it has ended. */
  tookDump?(trapped: boolean): { path: string; size: number } | undefined
  /** The child has ended. */
  leave?(): void
}

/** Finds out, right before a start, how a server is run with what it is granted now. Rejects with a ProblemError. */
export async function launchOf(deps: LaunchDeps, server: Startable, talk: DoorTalk): Promise<Prepared> {
  const grants = grantsInForce(server)
  const plan = planGuards({ ...server, grants })
  const [{ cwasm, memories, growable }, { environment, config }, dump] = await Promise.all([
    guardedCode(deps, server, plan),
    variablesOf(grants, deps),
    dumpOf(deps, server, grants),
  ])
  // Last: what was looked at before could be another folder by now, put there by a server that may write around it.
  const mounts = await mountsOf(grants)
  const http = plan.guards.includes('http') || plan.guards.includes('keyvalue')
  const channel = plan.guards.length > 0 ? randomBytes(24).toString('hex') : undefined
  const door = http ? deps.doors.admit({ server: server.id, grants, ...talk }) : undefined
  const hidden = {
    ...(channel !== undefined && { BELLJAR_CHANNEL: channel }),
    ...(door && { BELLJAR_EGRESS: `${deps.doors.address}/${door.token}` }),
    ...(plan.guards.includes('config') && { BELLJAR_CONFIG: JSON.stringify(config) }),
  }
  const launch = runServer(deps.wasmtime.path, {
    cwasm,
    limits: server.limits,
    memories,
    growable,
    // Without its guard a folder would be open for writing.
    mounts: mounts.filter(({ access }) => access === 'write' || plan.guards.includes('filesystem')),
    environment: { ...environment, ...hidden },
    http,
    ...(dump !== undefined && { dump }),
  })
  return {
    launch,
    cwasm,
    made: { hash: server.hash, wasmtime: deps.wasmtime.version },
    ...(dump !== undefined && { tookDump: (trapped: boolean) => deps.dumps?.took(dump, trapped) }),
    ...(channel !== undefined && { channel }),
    ...(door && { leave: () => door.leave() }),
  }
}

/** Where it may leave one. A dump holds the memory of the server and of its guards, and so every value that they were given. */
async function dumpOf(
  { dumps, blank = (text) => text }: LaunchDeps,
  server: Startable,
  inForce: readonly Grant[],
): Promise<string | undefined> {
  if (!server.coreDumps || !dumps) return undefined
  if (await dumpProblem({ ...server, grants: [...server.grants, ...inForce] }, blank)) return undefined
  try {
    return dumps.place(server.id)
  } catch {
    return undefined // without its folder it runs all the same
  }
}
