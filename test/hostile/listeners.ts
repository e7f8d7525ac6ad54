import { createSocket, type Socket } from 'node:dgram'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

/** What a guest could reach on this computer, each counting who came. */
export class Listeners {
  readonly hits: string[] = []
  readonly #closers: (() => void)[] = []
  /** HTTP that is granted to some, and HTTP that is granted to none. */
  granted = 0
  forbidden = 0
  tcp = 0
  udp = 0

  static async open(): Promise<Listeners> {
    const all = new Listeners()
    all.forbidden = await all.#http('forbidden', (_, response) => response.end('canary-from-forbidden'))
    all.granted = await all.#http('granted', (request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { location: `http://localhost:${all.forbidden}/` }).end()
      else if (request.url === '/redirect-userinfo')
        response.writeHead(302, { location: `http://localhost:${all.granted}@127.0.0.1:${all.forbidden}/` }).end()
      else response.end('hello from the granted host')
    })
    const tcp = net.createServer((socket) => {
      all.hits.push('tcp')
      socket.end('canary-from-tcp')
    })
    all.tcp = await listening(tcp)
    all.#closers.push(() => tcp.close())
    const udp: Socket = createSocket('udp4')
    udp.on('message', () => all.hits.push('udp'))
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
    all.udp = udp.address().port
    all.#closers.push(() => udp.close())
    return all
  }

  /** Who came since it was last asked. */
  take(): string[] {
    return this.hits.splice(0)
  }

  close(): void {
    for (const close of this.#closers) close()
  }

  async #http(name: string, answer: http.RequestListener): Promise<number> {
    const server = http.createServer((request, response) => {
      this.hits.push(name)
      answer(request, response)
    })
    this.#closers.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return listening(server)
  }
}

function listening(server: net.Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}
