import { randomBytes } from 'node:crypto'
import net from 'node:net'

/** A bridge as small as it can be: raw lines over the host's socket, and a resume when it is asked for. */
export class TestBridge {
  readonly session: string
  readonly lines: string[] = []
  onLine: ((line: string) => void) | undefined
  onClose: (() => void) | undefined
  greeting = ''
  socket!: net.Socket
  #sent = Buffer.alloc(0)
  #rest = ''

  private constructor(session: string) {
    this.session = session
  }

  static async open(socket: string, serve = 'all', session = randomBytes(16).toString('hex')): Promise<TestBridge> {
    const bridge = new TestBridge(session)
    await bridge.connect(socket, serve, false)
    return bridge
  }

  /** Connects, and sends again what the host did not take. */
  async connect(path: string, serve = 'all', resume = true): Promise<void> {
    this.#rest = ''
    const socket = net.connect({ path })
    this.socket = socket
    const greeted = new Promise<string>((resolve, reject) => {
      socket.once('error', reject)
      socket.on('close', () => {
        reject(new Error('closed'))
        if (this.socket === socket) this.onClose?.()
      })
      let first: ((line: string) => void) | undefined = resolve
      socket.setEncoding('utf8').on('data', (text: string) => {
        const pieces = text.split('\n')
        const last = pieces.pop() ?? ''
        for (const piece of pieces) {
          const line = this.#rest + piece
          this.#rest = ''
          if (first) {
            first(line)
            first = undefined
          } else {
            this.lines.push(line)
            this.onLine?.(line)
          }
        }
        this.#rest += last
      })
    })
    socket.write(
      `${JSON.stringify({ belljar: 1, version: '0.1.0', session: this.session, serve, cwd: '/', pid: process.pid, client: 1, resume })}\n`,
    )
    this.greeting = await greeted
    const received = /^belljar 1 ok (\d+)$/.exec(this.greeting)?.[1]
    if (received !== undefined) socket.write(this.#sent.subarray(Number(received)))
  }

  send(line: string | object): void {
    const bytes = Buffer.from(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    this.#sent = Buffer.concat([this.#sent, bytes])
    this.socket.write(bytes)
  }

  /** The first message that fits, also one that came already. */
  async next<T = Record<string, never>>(fits: (message: T) => boolean, ms = 10_000): Promise<T> {
    const until = Date.now() + ms
    for (;;) {
      for (const line of this.lines) {
        const message = JSON.parse(line) as T
        if (fits(message)) return message
      }
      if (Date.now() > until) throw new Error(`Nothing fitting came: ${this.lines.join('\n').slice(0, 2000)}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  close(): void {
    this.socket.end()
  }
}

/** An MCP transport over a bridge, for the SDKs' clients. */
export class BridgeTransport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: never) => void
  readonly bridge: TestBridge

  constructor(bridge: TestBridge) {
    this.bridge = bridge
  }

  async start(): Promise<void> {
    for (const line of this.bridge.lines) this.onmessage?.(JSON.parse(line) as never)
    this.bridge.onLine = (line) => this.onmessage?.(JSON.parse(line) as never)
    this.bridge.onClose = () => this.onclose?.()
  }

  async send(message: unknown): Promise<void> {
    this.bridge.send(message as object)
  }

  async close(): Promise<void> {
    this.bridge.close()
    this.onclose?.()
  }
}
