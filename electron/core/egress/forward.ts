import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { isAddress, type HostTarget } from '../../../shared/host-pattern.ts'
import { answerOurselves } from './answer.ts'
import { passOn } from './headers.ts'
import type { RequestFacts } from './request-facts.ts'
import { sayFailure } from './say-failure.ts'
import { originOf } from './target.ts'

/** One guest's own, so that nothing of a connection is ever shared with another guest. */
export interface Agents {
  http: http.Agent
  https: https.Agent
}

export interface Forwarding {
  request: IncomingMessage
  response: ServerResponse
  target: HostTarget
  path: string
  /** Where the name leads. The connection goes to one of these and the name is not looked up again. */
  addresses: readonly string[]
  agents: Agents
}

export type Ending = Pick<RequestFacts, 'outcome' | 'status' | 'reason' | 'sentBytes' | 'receivedBytes'>

const connectMs = 10_000

/** Sends a guest's request on and streams the answer back, both as they come. Resolves once, when the guest's side has ended. */
export function forward({ request, response, target, path, addresses, agents }: Forwarding): Promise<Ending> {
  let sentBytes = 0
  let receivedBytes = 0
  let status: number | undefined
  let reason: string | undefined

  const secure = target.scheme === 'https'
  const name = isAddress(target.host) ? target.host.replace(/^\[|\]$/g, '') : target.host
  const upstream = (secure ? https : http).request({
    agent: secure ? agents.https : agents.http,
    host: name,
    port: target.port,
    lookup: pinnedTo(addresses),
    method: request.method,
    path,
    headers: headersFor(request, target),
    setHost: false,
    ...(secure && !isAddress(target.host) && { servername: target.host }),
  })

  const fail = (why: string) => {
    reason ??= why
    clearTimeout(patience)
    drain(request, upstream)
    if (status === undefined)
      answerOurselves(response, 'failed', 502, `Belljar got no answer to this request: ${reason}`)
    else response.destroy()
    upstream.destroy()
  }
  const patience = setTimeout(() => fail(sayFailure({ code: 'ETIMEDOUT' }, target.host)), connectMs)

  upstream.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(patience)))
  upstream.on('error', (error) => {
    // An answer that came before the whole request was taken is an answer all the same.
    if (status === undefined) fail(sayFailure(error, target.host))
    else drain(request, upstream)
  })
  upstream.on('close', () => {
    if (status === undefined) fail(`${target.host} closed the connection.`)
  })
  upstream.on('response', (answer) => {
    clearTimeout(patience)
    const cut = () => fail(`${target.host} closed the connection before its answer was whole.`)
    answer.on('error', cut)
    answer.on('aborted', cut)
    answer.on('end', () => drain(request, upstream))
    answer.on('data', (chunk: Buffer) => (receivedBytes += chunk.length))
    try {
      response.sendDate = false
      response.writeHead(answer.statusCode ?? 502, passOn(answer.rawHeaders))
    } catch {
      answer.resume()
      fail(`${target.host} did not answer in HTTP.`)
      return
    }
    status = answer.statusCode
    answer.pipe(response)
  })

  request.on('data', (chunk: Buffer) => (sentBytes += chunk.length))
  request.pipe(upstream)

  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(patience)
      upstream.destroy()
      if (!response.writableFinished) reason ??= 'The server did not wait for the whole answer.'
      const sizes = { sentBytes, receivedBytes, ...(status !== undefined && { status }) }
      resolve(reason === undefined ? { outcome: 'answered', ...sizes } : { outcome: 'failed', reason, ...sizes })
    }
    if (response.closed) end()
    else response.once('close', end)
  })
}

/** Takes what is left of a body that nobody wants, so that whoever sends it gets to read the answer. */
function drain(request: IncomingMessage, upstream: http.ClientRequest): void {
  request.unpipe(upstream)
  request.resume()
}

function headersFor(request: IncomingMessage, target: HostTarget): http.OutgoingHttpHeaders {
  return {
    ...passOn(request.rawHeaders),
    host: originOf(target).slice(target.scheme.length + 3),
    ...(request.headers['transfer-encoding'] !== undefined && { 'transfer-encoding': 'chunked' }),
  }
}

function pinnedTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_name, options, callback) => {
    if (options.all) callback(null, all)
    else callback(null, all[0]?.address ?? '', all[0]?.family)
  }
}
