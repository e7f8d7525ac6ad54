import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ending, Limits } from '../../shared/domain.ts'
import { needsSchema } from '../../shared/grant-schema.ts'
import type { Grant } from '../../shared/grants.ts'
import { fixture, type FixtureName } from '../../wasm/fixtures/fixture.ts'
import type { Asked } from './denials/asked.ts'
import type { RequestFacts } from './egress/request-facts.ts'
import { findPlaces, type Places } from './home/places.ts'
import { Instances, type InstancesDeps } from './instances.ts'
import type { Life } from './runtimes/life.ts'
import { launchers, wasmtime } from './runtimes/testing.ts'
import { ServerBook } from './servers/book.ts'
import { inspectWasm } from './servers/inspect.ts'
import { lookOf } from './servers/look-at-bytes.ts'
import type { GuestAnswer } from './sessions/guest-answer.ts'
import { stderrLines } from './runtimes/stderr-lines.ts'
import { GuestLink } from './sessions/guest-link.ts'
import type { WasmtimeSource } from './wasmtime/source.ts'

/** For tests: servers with grants, in a real book and as real instances, without a host around them. */
export class Granted {
  readonly folder: string
  readonly places: Places
  readonly book: ServerBook
  readonly instances: Instances
  readonly secrets = new Map<string, string>()
  readonly redacted: string[] = []
  readonly denied: { asked: Asked; by: string; had: number }[] = []
  readonly requests: RequestFacts[] = []
  readonly logs: string[] = []
  readonly endings: { ending: Ending; life?: Life & { calls: number } }[] = []
  readonly #links: GuestLink[] = []

  private constructor(folder: string, places: Places, book: ServerBook, instances: (own: Granted) => Instances) {
    this.folder = folder
    this.places = places
    this.book = book
    this.instances = instances(this)
  }

  static async open(more: Partial<InstancesDeps> = {}): Promise<Granted> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-granted-')))
    const cache = path.join(tmpdir(), `belljar-test-cache-${process.getuid?.() ?? 0}`)
    const places = findPlaces({ home: path.join(folder, 'home'), env: { BELLJAR_CACHE: cache } })
    await mkdir(places.wasm, { recursive: true })
    const book = await ServerBook.open({ places, onNotice: () => undefined })
    const [{ launcher }] = await launchers()
    const runtime = await wasmtime()
    const make = (own: Granted) =>
      new Instances({
        book,
        wasmtime: { ready: async () => runtime } as unknown as WasmtimeSource,
        launcher,
        places,
        env: { PASSED: 'from the host', HOME: '/nowhere' },
        secret: async (name) => own.secrets.get(name),
        redact: (value) => void own.redacted.push(value),
        doors: { address: '127.0.0.1:9', admit: () => ({ token: 'none', leave: () => undefined }) },
        guards: fileURLToPath(new URL('../../resources/guards', import.meta.url)),
        ...more,
      })
    return new Granted(folder, places, book, make)
  }

  async add(name: FixtureName, grants: Grant[], limits: Partial<Limits> = {}, needs: object = {}): Promise<string> {
    const bytes = await readFile(await fixture(name))
    const found = inspectWasm(bytes, `${name}.wasm`)
    const hash = createHash('sha256').update(bytes).digest('hex')
    await writeFile(this.book.wasmPath(hash), bytes)
    const { size, memories } = found
    const { id } = await this.book.add({
      name,
      hash,
      size,
      memories,
      ...lookOf(found),
      needs: needsSchema.parse(needs),
    })
    if (grants.length > 0) await this.book.addGrants(id, grants)
    if (Object.keys(limits).length > 0) await this.book.setLimits(id, limits)
    return id
  }

  link(id: string): GuestLink {
    const server = this.book.get(id)
    if (!server) throw new Error(`${id} is not there`)
    const link = new GuestLink({
      server,
      client: { name: 'test', version: '1' },
      capabilities: {},
      version: '0.1.0',
      open: (on, inCall) => this.instances.open(id, on, inCall),
      on: {
        state: () => undefined,
        ready: () => undefined,
        ask: () => Promise.reject(new Error('not now')),
        notified: () => undefined,
        log: (_source, _level, text) => void this.logs.push(text),
        ...stderrLines((line) => void this.logs.push(line)),
        denied: (asked, by, had) => void this.denied.push({ asked, by, had: had.length }),
        requesting: () => (facts) => void this.requests.push(facts),
        ended: (ending, _had, life) => void this.endings.push({ ending, ...(life && { life }) }),
      },
    })
    this.#links.push(link)
    return link
  }

  async close(): Promise<void> {
    const why = { code: 'unavailable', message: 'The test is over.' } as const
    await Promise.all(this.#links.map((link) => link.close(why)))
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** The text of a tool's answer, with `ERROR ` in front when it is one. */
export async function call(link: GuestLink, name: string, args: object = {}): Promise<string> {
  const answer = await link.request('tools/call', { name, arguments: args }).answer
  return said(answer)
}

function said(answer: GuestAnswer): string {
  if (answer.kind === 'unavailable') return `UNAVAILABLE ${answer.problem.message}`
  if (answer.kind !== 'result') return `${answer.kind.toUpperCase()} ${JSON.stringify(answer)}`
  const content = answer.result['content'] as { text: string }[]
  const text = content.map((one) => one.text).join('')
  return answer.result['isError'] === true ? `ERROR ${text}` : text
}
