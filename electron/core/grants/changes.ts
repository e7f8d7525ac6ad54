import type { GrantPlan } from '../../../shared/access.ts'
import type { Limits } from '../../../shared/domain.ts'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Asker } from '../asker.ts'
import { canonical } from '../servers/canonical.ts'
import type { InstalledServer, ServerBook } from '../servers/book.ts'
import { printable } from '../servers/printable.ts'
import { Slots } from '../servers/slots.ts'
import type { CliWatch } from './cli-watch.ts'
import type { GrantContext } from './grant-context.ts'
import { planGrant, planGrants } from './plan-grant.ts'
import { sayAllowed, sayLimits, sayRevoked } from './say-changes.ts'
import { storing, type SecretStore } from './storing.ts'

interface Deps {
  book: ServerBook
  /** Announces, and where the person wants that, waits for a window. */
  watch: CliWatch
  /** What grants are planned against, besides the server. */
  context(): Omit<GrantContext, 'server' | 'others'>
  secrets: SecretStore
}

/** What a person gives a server as it is switched on. */
export interface Given {
  grants: readonly Grant[]
  /** Stored first. */
  secrets: readonly { name: string; value: string }[]
  confirmed: boolean
}

/** Every change of what a server may do, by whoever asks. Rejects with a ProblemError and then has changed nothing. */
export class Changes {
  readonly #deps: Deps
  /** One at a time: each is planned against what is there when it is made. */
  readonly #turns = new Slots(1)

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** `fresh`: its secret will be stored before it is given. */
  plan(id: string, grant: Grant, fresh = false): Promise<GrantPlan> {
    const names = fresh && grant.kind === 'secret' ? [grant.secret] : []
    return planGrant(this.#contextOf(id, names), grant)
  }

  async add(id: string, wanted: readonly Grant[], confirmed: boolean, asker: Asker): Promise<void> {
    const grants = await this.#planned(id, wanted, confirmed)
    await this.#deps.watch.change(asker, id, sayAllowed(grants), () =>
      this.#whileStill(id, wanted, grants, () => this.#deps.book.addGrants(id, grants)),
    )
  }

  /** Stores secrets, gives grants and switches on, or does none of it. */
  async switchOn(id: string, { grants: wanted, secrets, confirmed }: Given, asker: Asker): Promise<void> {
    const names = secrets.map(({ name }) => name)
    const grants = await this.#planned(id, wanted, confirmed, names)
    const said = [...names.map((name) => `Set the secret ${name}`), ...sayAllowed(grants), 'Switch it on']
    const make = () => storing(this.#deps.secrets, secrets, () => this.#deps.book.switchOn(id, grants))
    await this.#deps.watch.change(asker, id, said, () => this.#whileStill(id, wanted, grants, make, names))
  }

  async revoke(id: string, keys: readonly string[], asker: Asker): Promise<void> {
    const gone = this.#server(id).grants.filter((grant) => keys.includes(grantKey(grant)))
    // Less is never asked about: it can only be too late.
    await this.#deps.watch.announce(asker, id, sayRevoked(gone), () =>
      this.#turns.run(() => this.#deps.book.revokeGrants(id, keys)),
    )
  }

  async approve(id: string, asker: Asker): Promise<void> {
    const { grants } = this.#server(id)
    await this.#deps.watch.change(asker, id, sayAllowed(grants), () =>
      this.#turns.run(async () => {
        if (canonical(this.#server(id).grants) !== canonical(grants)) throw changedMeanwhile()
        await this.#deps.book.approveGrants(id)
      }),
    )
  }

  /** `seen`: the tools as whoever says yes was shown them. A server may change them right before the yes. */
  async approveTools(
    id: string,
    { tool, seen }: { tool: string | undefined; seen?: unknown[] | undefined },
    asker: Asker,
  ): Promise<void> {
    const { tools } = this.#server(id)
    const held = tools.filter((one) => one.held && (tool === undefined || one.name === tool))
    const said = held.map(({ name, held }) => `Approve the ${held?.before ? 'changed' : 'new'} tool ${printable(name)}`)
    const shown = held.flatMap((one) => (one.held ? [one.held.after] : []))
    if (seen && canonical(seen) !== canonical(shown)) throw changedMeanwhile()
    await this.#deps.watch.change(asker, id, said, async () => {
      const now = this.#server(id).tools.filter(({ name }) => held.some((one) => one.name === name))
      // What is approved is what was shown, also where the server's next change waits to be written already.
      if (canonical(now.map((one) => one.held?.after)) !== canonical(shown)) throw changedMeanwhile()
      await this.#deps.book.approveTools(id, tool, shown)
    })
  }

  async limits(id: string, limits: Partial<Limits>, asker: Asker): Promise<void> {
    this.#server(id)
    await this.#deps.watch.change(asker, id, sayLimits(limits), () => this.#deps.book.setLimits(id, limits))
  }

  /** `names`: secrets that will be stored first. */
  async #planned(
    id: string,
    wanted: readonly Grant[],
    confirmed: boolean,
    names?: readonly string[],
  ): Promise<Grant[]> {
    const plans = await planGrants(this.#contextOf(id, names), wanted)
    const at = confirmed ? -1 : plans.findIndex((plan) => plan.ask !== undefined)
    const ask = plans[at]?.ask
    if (ask !== undefined)
      throw new ProblemError({
        ...{ code: 'conflict', message: ask, hint: 'Say yes once more if this is meant.' },
        at: `grants.${at}`,
      })
    return plans.map(({ grant }) => grant)
  }

  /** Makes a change that was planned, unless it would mean something else by now. */
  #whileStill(
    id: string,
    wanted: readonly Grant[],
    grants: readonly Grant[],
    make: () => Promise<void>,
    names?: readonly string[],
  ): Promise<void> {
    return this.#turns.run(async () => {
      const again = await planGrants(this.#contextOf(id, names), wanted)
      if (canonical(again.map(({ grant }) => grant)) !== canonical(grants)) throw changedMeanwhile()
      await make()
    })
  }

  #contextOf(id: string, names: readonly string[] = []): GrantContext {
    const others = this.#deps.book.list().filter((other) => other.id !== id)
    const context = this.#deps.context()
    return { ...context, secrets: [...context.secrets, ...names], server: this.#server(id), others }
  }

  #server(id: string): InstalledServer {
    const server = this.#deps.book.get(id)
    if (server) return server
    throw new ProblemError({
      code: 'not-found',
      message: `There is no server ${printable(id)}.`,
      hint: 'The list of servers has the names.',
    })
  }
}

function changedMeanwhile(): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: 'It was changed after it was looked at.',
    hint: 'Look at it again, then try once more.',
  })
}
