import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { ProblemError, type Wire } from '../../../shared/rpc.ts'
import { addressUrl } from './address-file.ts'
import { refusal } from './check-request.ts'
import { securityHeaders } from './security-headers.ts'
import { socketWire } from './socket-wire.ts'
import { staticFile } from './static-file.ts'
import { newToken, sameToken } from './token.ts'

export interface WebOptions {
  host: { attach(wire: Wire, kind: 'window'): void }
  /** The built renderer. */
  rendererFolder: string
  /** 0 or none: any free one. */
  port?: number
  /** Kept over a restart, so that an open tab finds the new host. */
  token?: string
}

export interface Web {
  /** With the token: whoever has it has Belljar. */
  url: string
  port: number
  /** Open tabs. */
  connections(): number
  close(): Promise<void>
}

/** A file that is added comes through as base64 in one frame. Bytes. */
const maxFrame = 128 * 1024 * 1024

/** Browser mode: the renderer's files for anyone on 127.0.0.1, the wire only for who has the token. */
export async function serveWeb({ host, rendererFolder, port = 0, token = newToken() }: WebOptions): Promise<Web> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrame,
    handleProtocols: (offered) => [...offered][0] ?? false,
  })
  const server = createServer((request, response) => void answer(request, response, rendererFolder))
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const problem = upgradeProblem(request, portOf(server), token)
    if (problem) return void socket.end(`HTTP/1.1 ${problem}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate())
      host.attach(socketWire(webSocket), 'window')
    })
  })

  await listenOn(server, port)
  return {
    url: addressUrl({ port: portOf(server), token }),
    port: portOf(server),
    connections: () => sockets.clients.size,
    close: () => close(server, sockets),
  }
}

function upgradeProblem(request: IncomingMessage, port: number, token: string): string | undefined {
  if (refusal(request, port)) return '403 Forbidden'
  if (request.url !== '/rpc') return '404 Not Found'
  const offered = request.headers['sec-websocket-protocol'] ?? ''
  const given = /^belljar\.([A-Za-z0-9_-]{1,200})$/.exec(offered)?.[1] ?? ''
  return sameToken(given, token) ? undefined : '401 Unauthorized'
}

async function answer(request: IncomingMessage, response: ServerResponse, folder: string): Promise<void> {
  const port = request.socket.localPort ?? 0
  for (const [name, value] of Object.entries(securityHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`)))
    response.setHeader(name, value)
  const refused = refusal(request, port)
  if (refused) return refuse(response, 403, refused)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'Belljar takes no such requests.')
  }
  const file = await staticFile(folder, (request.url ?? '/').split(/[?#]/)[0] ?? '/')
  if (!file) return refuse(response, 404, 'There is no such page.')
  response.setHeader('Content-Type', file.type)
  response.setHeader('Content-Length', file.body.length)
  response.setHeader('Cache-Control', 'no-cache')
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(`${sentence}\n`)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ProblemError({
          code: error.code === 'EADDRINUSE' ? 'conflict' : 'unavailable',
          message: `Port ${port} of 127.0.0.1 cannot be opened (${error.code ?? error.message}).`,
          hint: 'Choose another with --port, or leave it out for any free one.',
        }),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
