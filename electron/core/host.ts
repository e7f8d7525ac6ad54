import { rm, writeFile } from 'node:fs/promises'
import type net from 'node:net'
import path from 'node:path'
import { serve, tell, type Wire } from '../../shared/rpc.ts'
import { makeApi } from './api/api.ts'
import type { Parts } from './api/parts.ts'
import type { Asker, AskerKind } from './asker.ts'
import { Audience } from './audience.ts'
import { installBridge, type InstalledBridge } from './bridge-install.ts'
import { BundledCatalog } from './catalog/bundled-catalog.ts'
import { Clients } from './clients/clients.ts'
import { controlWire } from './control/socket-wire.ts'
import { Denials } from './denials/denials.ts'
import { openNetwork, type Network } from './egress/open-network.ts'
import { openGrants } from './grants/open-grants.ts'
import { makeHealth } from './health/make-health.ts'
import { makeWatching } from './watching/make-watching.ts'
import { HostLog } from './host-log.ts'
import type { HostOptions } from './host-options.ts'
import { lockHome, type HomeLock } from './home/lock.ts'
import { makePlaces } from './home/make-places.ts'
import { findPlaces, type Places } from './home/places.ts'
import type { StateFile } from './home/state-file.ts'
import { Instances } from './instances.ts'
import { keepRecords } from './keep-records.ts'
import { LiveSettings } from './live-settings.ts'
import { Notices } from './notices.ts'
import { Checker } from './playground/checker.ts'
import { quitMark, refuseAfterQuit } from './quit-mark.ts'
import { Records } from './records/records.ts'
import { Redactor } from './records/redactor.ts'
import { Secrets } from './secrets/secrets.ts'
import { ServerBook } from './servers/book.ts'
import { registerBundled } from './servers/bundled.ts'
import { keepCodeReady } from './servers/keep-code-ready.ts'
import { Installer } from './servers/installer.ts'
import { learnLater } from './servers/learn-later.ts'
import { Sessions } from './sessions/sessions.ts'
import { okLine } from './sessions/preamble.ts'
import { listen } from './sessions/socket.ts'
import { watchSocket } from './sessions/socket-watch.ts'
import { openSettings, settingsView, type Settings } from './settings.ts'
import { Shelf } from './shelf.ts'
import { tellAudience } from './tell-audience.ts'
import { Dumps } from './traps/dumps.ts'
import { WasmtimeSource } from './wasmtime/source.ts'

export type { HostOptions } from './host-options.ts'

/** One Belljar: everything behind the window, for one data directory. */
export class Host {
  readonly places: Places
  readonly settings: LiveSettings
  readonly #parts: Parts
  readonly #audience: Audience
  readonly #book: ServerBook
  readonly #shelf: Shelf
  readonly #sessions: Sessions
  readonly #records: Records
  readonly #denials: Denials
  readonly #checker: Checker
  readonly #secrets: Secrets
  readonly #network: Network
  readonly #wasmtime: WasmtimeSource
  readonly #log: HostLog
  readonly #ended: Promise<void>
  #end!: () => void
  #lock: HomeLock
  #socket: net.Server | undefined
  #socketWatch: { stop(): void } | undefined
  #closing: Promise<void> | undefined

  /** Rejects with a ProblemError: `conflict` when another host has the data directory. */
  static async open(options: HostOptions): Promise<Host> {
    const env = options.env ?? process.env
    const places = findPlaces({ ...(options.home && { home: options.home }), env })
    await makePlaces(places)
    const lock = await lockHome(places, options.forCommand ? 'command' : 'host')
    let opening: Promise<Records> | undefined
    let network: Network | undefined
    try {
      if (options.background) await refuseAfterQuit(quitMark(places))
      const audience = new Audience()
      const redact = new Redactor()
      const redacted = redact.redact.bind(redact)
      const notices = new Notices((list) => audience.tell('notices.changed', list), redacted)
      const onNotice = notices.add.bind(notices)
      const log = new HostLog(path.join(places.home, 'host.log'), redacted)
      // The database takes longest and needs none of the others.
      opening = Records.open({ folder: places.records, onNotice, redact })
      const bridge = await installBridge(places, options.files, options.start)
      const book = await ServerBook.open({ places, onNotice, redact: redacted })
      const settings = await openSettings(places, onNotice)
      const secrets = await Secrets.open({ places, onNotice, onValue: (value) => redact.add(value), env })
      const bundled = path.join(options.files.resources, 'servers')
      await registerBundled({ book, places, folder: bundled, limits: settingsView(settings.value).limits, onNotice })
      network = await openNetwork(places, onNotice)
      const records = await opening
      const host = new Host({
        options,
        env,
        places,
        lock,
        audience,
        notices,
        log,
        bridge,
        book,
        settings,
        records,
        redact,
        secrets,
        network,
      })
      await host.settings.refresh()
      await host.#denials.open()
      await host.#shelf.open()
      await host.#parts.health.open()
      if (!options.forCommand) {
        void host.#parts.watching.open()
        await host.#listen()
      }
      return host
    } catch (error) {
      await network?.close()
      await opening?.then((records) => records.close())
      await lock.release()
      throw error
    }
  }

  private constructor(parts: {
    options: HostOptions
    env: NodeJS.ProcessEnv
    places: Places
    lock: HomeLock
    audience: Audience
    notices: Notices
    log: HostLog
    bridge: InstalledBridge
    book: ServerBook
    settings: StateFile<Settings>
    records: Records
    redact: Redactor
    secrets: Secrets
    network: Network
  }) {
    const { options, env, places, audience, notices, bridge, book, secrets, records } = parts
    this.places = places
    this.#lock = parts.lock
    this.#audience = audience
    this.#book = book
    this.#records = records
    this.#secrets = secrets
    this.#network = parts.network
    this.#log = parts.log
    this.#ended = new Promise((resolve) => (this.#end = resolve))
    this.#wasmtime = new WasmtimeSource({
      cache: places.cache,
      env,
      onState: (state) => {
        audience.tell('runtime.changed', state)
        this.#parts?.health.checker.lookAgain()
      },
    })
    const dumps = new Dumps(places.dumps)
    const instances = new Instances({
      book,
      wasmtime: this.#wasmtime,
      launcher: bridge.launcher,
      places,
      env,
      secret: (name) => parts.secrets.get(name),
      redact: (value) => parts.redact.add(value),
      blank: (text) => parts.redact.redact(text),
      doors: parts.network.egress,
      guards: path.join(options.files.resources, 'guards'),
      dumps,
    })
    const version = options.files.version
    const denials = (this.#denials = new Denials({
      records,
      dismissed: (ids) => audience.tell('denials.dismissed', { ids }),
    }))
    this.#sessions = new Sessions({
      book,
      records,
      denials,
      places,
      version,
      openInstance: (server, _session, on, inCall) => instances.open(server, on, inCall),
    })
    const sessions = this.#sessions
    const { autostart } = options
    const live = (this.settings = new LiveSettings({ file: parts.settings, audience, autostart }))
    const limits = () => live.value.limits
    const installer = new Installer({
      book,
      places,
      makeReady: (server) => instances.makeReady(server),
      open: (server, on, inCall) => instances.openFor(server, on, inCall),
      version,
      limits,
    })
    learnLater({ book, probe: (server) => installer.probe(server) })
    const clients = new Clients({ places, bridge: () => bridge, env, platform: process.platform })
    const shelf = (this.#shelf = new Shelf({ book, records, sessions, audience }))
    const health = makeHealth({
      ...{ places, env, version, book, records, sessions, instances, audience, notices },
      ...{ redact: parts.redact, wasmtime: this.#wasmtime, live },
    })
    this.#parts = {
      places,
      about: { version, home: places.home, mode: options.mode, platform: process.platform },
      book,
      settings: parts.settings,
      live,
      files: options.files,
      catalog: new BundledCatalog({ book, places, folder: path.join(options.files.resources, 'servers'), limits }),
      installer,
      shelf,
      sessions,
      checker: (this.#checker = new Checker()),
      instances,
      dumps,
      records,
      denials,
      health,
      watching: makeWatching({ book, records, sessions, audience }),
      secrets,
      stores: parts.network.stores,
      clients,
      wasmtime: this.#wasmtime,
      notices,
      grants: openGrants({ options, env, places, book, secrets, audience, notices, settings: parts.settings }),
      clientsChanged: async () => audience.tell('clients.changed', await clients.list()),
      redact: (text) => parts.redact.redact(text),
      quit: () => void this.quit(),
    }
    keepRecords({ records, dumps, live })
    tellAudience({ audience, records, secrets, book })
  }

  async #listen(): Promise<void> {
    await rm(quitMark(this.places), { force: true })
    this.#wasmtime.prepare()
    keepCodeReady(this.#book, this.#parts.instances)
    this.#parts.health.checker.start()
    this.#socket = await listen(this.places, {
      onBridge: (preamble, socket, rest) => this.#sessions.accept(socket, preamble, rest),
      onControl: (socket, rest, as) => {
        socket.write(okLine(0))
        this.attach(controlWire(socket, rest), as)
      },
    })
    this.#socketWatch = watchSocket(this.#socket, this.places)
  }

  /** Answers one window, tab or CLI, and tells it everything, until its wire closes. */
  attach(wire: Wire, kind: AskerKind): void {
    const gone = new AbortController()
    wire.onClose(() => gone.abort())
    this.#audience.join(wire, kind)
    const asker: Asker = { kind, gone: gone.signal, tell: (name, data) => tell(wire, name, data) }
    serve(wire, makeApi(this.#parts, asker), (error) => this.#log.bug(error))
  }

  /** Somebody uses it: a client is connected or a window is open. */
  busy(): boolean {
    return this.#sessions.list().length > 0 || this.#audience.size > 0
  }

  get sessionCount(): number {
    return this.#sessions.list().length
  }

  /** Resolves when it has ended, whoever asked for that. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** An explicit Quit: bridges that are running say so and start no other host. */
  async quit(): Promise<void> {
    if (!this.#closing) await writeFile(quitMark(this.places), `${new Date().toISOString()}\n`, { mode: 0o600 })
    await this.close('Belljar was quit. Start it again to use its servers.')
  }

  /** Ends everything in order. Clients go on with the next host. */
  close(reason = 'Belljar is restarting; the call may or may not have taken effect.'): Promise<void> {
    this.#closing ??= this.#close(reason)
    return this.#closing
  }

  async #close(reason: string): Promise<void> {
    this.#audience.tell('app.quitting', null)
    this.#parts.grants.requests.close()
    this.#socketWatch?.stop()
    this.#socket?.close()
    if (this.#socket) await rm(path.join(this.places.run, 'socket'), { force: true })
    this.#parts.watching.close()
    await Promise.all([this.#sessions.quit(reason), this.#parts.health.close()])
    await this.#checker.close()
    this.#wasmtime.close()
    await this.#network.close()
    await this.#secrets.close()
    this.#denials.close()
    await this.#records.close()
    await this.#lock.release()
    this.#end()
  }
}
