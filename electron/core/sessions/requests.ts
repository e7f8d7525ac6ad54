import { failedText } from '../denials/failed-text.ts'
import type { Forward, Outcome } from './forwards.ts'
import { toolErrorBody } from './forwards.ts'
import { invalidParams, invalidRequest, isObject, type Json, type RpcRequest } from './message.ts'
import { claimsModern, readEnvelope, type Envelope } from './modern-envelope.ts'
import { newId } from './new-id.ts'
import type { Target } from './offers.ts'
import type { Served } from './served.ts'
import type { Session } from './session.ts'
import type { Spent } from './spent.ts'

/** Decides for each request of a client who answers it: a guest, the SDK, or nobody, with the reason. */
export class Requests {
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  take(request: RpcRequest): void {
    const envelope = this.#judge(request)
    if (envelope === null) return
    switch (request.method) {
      case 'tools/call':
        return this.#callTool(request, envelope)
      case 'prompts/get':
        return this.#getPrompt(request, envelope)
      case 'resources/read':
        return this.#readResource(request, envelope)
      case 'completion/complete':
        return this.#complete(request, envelope)
      case 'resources/subscribe':
      case 'resources/unsubscribe':
        return envelope ? this.#session.toSdk(request) : this.#subscribe(request)
      case 'subscriptions/listen':
        this.#listen(request)
        return this.#session.toSdk(request)
      default:
        this.#session.toSdk(request)
    }
  }

  /** The era of a request: its envelope, undefined for the older revisions, null when it was refused. */
  #judge(request: RpcRequest): Envelope | undefined | null {
    const session = this.#session
    const { id, method, params = {} } = request
    const modern = claimsModern(params)
    if (method === 'initialize' && !modern) {
      if (session.era !== 'modern') session.era = 'legacy'
      session.identify(params['clientInfo'], isObject(params['capabilities']) ? params['capabilities'] : {})
      return undefined
    }
    if (session.era === 'legacy') return undefined
    if (!modern && session.era === null && method !== 'server/discover' && method !== 'subscriptions/listen') {
      // A ping says nothing about the era, and the SDK would take it for the older one.
      if (method === 'ping') session.wire.answer(id, '"result":{}')
      else session.wire.answerError(id, { code: invalidRequest, message: `Send initialize before ${method}.` })
      return null
    }
    const envelope = readEnvelope(params)
    if ('error' in envelope) {
      session.wire.answerError(id, envelope.error)
      return null
    }
    if (session.era === null && method !== 'server/discover') session.era = 'modern'
    if (session.protocolVersion === null) session.protocolVersion = '2026-07-28'
    session.identify(envelope.client, envelope.capabilities)
    return envelope
  }

  #callTool(request: RpcRequest, envelope: Envelope | undefined): void {
    const { wire, offers, deps, client, guests, id: session } = this.#session
    const { params = {} } = request
    const { name, arguments: args } = params
    if (typeof name !== 'string') return this.#invalid(request, 'tools/call needs the name of a tool.')
    if (args !== undefined && !isObject(args))
      return this.#invalid(request, 'The arguments of a tool must be an object.')
    if (params['requestState'] !== undefined && this.#session.forwards.retry(request, envelope, name)) return
    const target = offers.tool(name)
    if (!target) return this.#invalid(request, `Tool ${name.slice(0, 200)} not found`)
    const call = { id: newId('c'), tool: target.name }
    const { server } = target
    const startedAt = performance.now()
    const at = Date.now()
    const started = () =>
      deps.callStarted({
        ...{ id: call.id, at, server: server.id, tool: target.name, session },
        client: client?.name ?? 'unknown',
        args: args ?? {},
      })
    const ended = (outcome: Outcome, spent?: Spent) => {
      deps.callEnded({ id: call.id, durationMs: performance.now() - startedAt, ...(spent && { spent }), ...outcome })
      const text = failedText(outcome)
      if (text === undefined) return
      const asker = { server: server.id, session, client: client?.name ?? 'unknown', tool: target.name, call: call.id }
      deps.callFailed?.({ ...asker, text, args, grants: guests.grants(server.id) })
    }
    if (target.refused) {
      wire.answer(request.id, toolErrorBody(target.refused, envelope !== undefined))
      started()
      return ended({ outcome: 'refused', reason: target.refused })
    }
    this.#forward(request, envelope, server, target.name, {
      name,
      call: { ...call, ended, held: (bytes) => deps.callHeld(call.id, bytes) },
      ...this.#projection(target),
    })
    // The guest has it already and works while this is noted; it cannot end before, as answers come in a later turn.
    started()
  }

  /** Older clients were shown a wrapped schema where a modern server's is no object; see SEP-2106. */
  #projection({ server, name }: Target): Pick<Forward, 'project'> {
    if (server.catalog?.era !== 'modern') return {}
    const tool = server.catalog.tools.find((one) => isObject(one) && one['name'] === name)
    const schema = isObject(tool) ? tool['outputSchema'] : undefined
    const wrapped = isObject(schema) && schema['type'] !== 'object'
    return {
      project(result) {
        const { structuredContent: content } = result
        return content === undefined || (isObject(content) && !wrapped)
          ? result
          : { ...result, structuredContent: { result: content } }
      },
    }
  }

  #getPrompt(request: RpcRequest, envelope: Envelope | undefined): void {
    const { offers, wire, forwards } = this.#session
    const { name, requestState } = request.params ?? {}
    if (typeof name !== 'string') return this.#invalid(request, 'prompts/get needs the name of a prompt.')
    if (requestState !== undefined && forwards.retry(request, envelope, name)) return
    const target = offers.prompt(name)
    if (!target) return this.#invalid(request, `Prompt ${name.slice(0, 200)} not found`)
    if (target.refused) return wire.answerError(request.id, { code: invalidParams, message: target.refused })
    this.#forward(request, envelope, target.server, target.name, { name })
  }

  #readResource(request: RpcRequest, envelope: Envelope | undefined): void {
    const { offers, wire, forwards } = this.#session
    const { uri, requestState } = request.params ?? {}
    if (typeof uri !== 'string') return this.#invalid(request, 'resources/read needs the uri of a resource.')
    if (requestState !== undefined && forwards.retry(request, envelope, uri)) return
    const server = offers.resource(uri)
    if (server) return this.#forward(request, envelope, server, undefined, { name: uri })
    wire.answerError(request.id, {
      code: envelope ? invalidParams : -32002,
      message: `Resource ${uri.slice(0, 500)} not found`,
      data: { uri: uri.slice(0, 500) },
    })
  }

  #complete(request: RpcRequest, envelope: Envelope | undefined): void {
    const { offers } = this.#session
    const { params = {} } = request
    const ref = isObject(params['ref']) ? params['ref'] : {}
    if (ref['type'] === 'ref/prompt' && typeof ref['name'] === 'string') {
      const target = offers.prompt(ref['name'])
      if (!target || target.refused)
        return this.#invalid(request, target?.refused ?? `Prompt ${ref['name'].slice(0, 200)} not found`)
      return this.#pass(request, envelope, target.server, { ...params, ref: { ...ref, name: target.name } })
    }
    const server =
      ref['type'] === 'ref/resource' && typeof ref['uri'] === 'string'
        ? (offers.template(ref['uri']) ?? offers.resource(ref['uri']))
        : undefined
    if (!server) return this.#invalid(request, 'There is no prompt or resource template of this name.')
    this.#pass(request, envelope, server, params)
  }

  /** A server without completions has none to offer, which is no error. */
  #pass(request: RpcRequest, envelope: Envelope | undefined, server: Served, params: Json): void {
    if (server.catalog?.capabilities['completions'] === undefined) {
      const type = envelope ? { resultType: 'complete' } : {}
      return this.#session.wire.answer(
        request.id,
        `"result":${JSON.stringify({ ...type, completion: { values: [], total: 0, hasMore: false } })}`,
      )
    }
    this.#forward({ ...request, params }, envelope, server, undefined, { name: '' })
  }

  #subscribe(request: RpcRequest): void {
    const { offers, wire, watches, guests, capabilities } = this.#session
    const uri = request.params?.['uri']
    if (typeof uri !== 'string') return this.#invalid(request, `${request.method} needs the uri of a resource.`)
    const on = request.method === 'resources/subscribe'
    const server = offers.resource(uri)
    if (!server)
      return wire.answerError(request.id, {
        code: -32002,
        message: `Resource ${uri.slice(0, 500)} not found`,
        data: { uri: uri.slice(0, 500) },
      })
    watches.subscribe(uri, on)
    if (on || guests.has(server.id)) guests.link(server, capabilities).subscribe(uri, on)
    wire.answer(request.id, '"result":{}')
  }

  #listen({ id, params = {} }: RpcRequest): void {
    const { watches, guests, capabilities } = this.#session
    for (const { uri, server } of watches.listen(id, params)) guests.link(server, capabilities).subscribe(uri, true)
  }

  #forward(
    request: RpcRequest,
    envelope: Envelope | undefined,
    server: Served,
    name: string | undefined,
    rest: Pick<Forward, 'name' | 'call' | 'project'>,
  ): void {
    const { forwards, guests, capabilities } = this.#session
    const given = request.params ?? {}
    const params = name === undefined || given['name'] === name ? given : { ...given, name }
    forwards.start({
      request,
      envelope,
      server,
      link: guests.link(server, envelope?.capabilities ?? capabilities),
      params,
      ...rest,
    })
  }

  #invalid(request: RpcRequest, message: string): void {
    this.#session.wire.answerError(request.id, { code: invalidParams, message })
  }
}
