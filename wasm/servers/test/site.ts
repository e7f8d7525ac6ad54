import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Body = string | Buffer
export type Route = Body | ((request: IncomingMessage, response: ServerResponse) => unknown)

export interface Site {
  origin: string
  port: number
  /** Methods and paths, in the order in which they came. */
  seen: string[]
}

/** A site on this computer, for one test. What is no route, robots.txt too, is not found; a body alone is HTML. */
export async function site(routes: Record<string, Route>): Promise<Site> {
  const seen: string[] = []
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const route = routes[request.url ?? '']
    if (route === undefined) response.writeHead(404).end('not here')
    else if (typeof route === 'function') route(request, response)
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(route)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, seen }
}

/** A route that answers with a type of its own. */
export function typed(type: string, body: Body, headers: http.OutgoingHttpHeaders = {}): Route {
  return (_request, response) => response.writeHead(200, { 'content-type': type, ...headers }).end(body)
}

export function redirect(location: string, status = 302): Route {
  return (_request, response) => response.writeHead(status, { location }).end()
}

export function status(code: number, headers: http.OutgoingHttpHeaders = {}, body = ''): Route {
  return (_request, response) => response.writeHead(code, headers).end(body)
}
