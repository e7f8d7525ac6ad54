import type { Frame, Wire } from '../shared/rpc.ts'
import type { OpenFailure } from './wire.ts'

const tokenKey = 'belljar.token'

/** Takes the token out of the address bar, so that it is neither bookmarked nor seen over a shoulder. */
export function takeToken(): string | null {
  const given = /^#token=([\w.~-]+)$/.exec(location.hash)?.[1]
  if (given) {
    sessionStorage.setItem(tokenKey, given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(tokenKey)
}

/** Opens `/rpc` of the origin this page came from. The token travels as a subprotocol: a page can set no header. */
export async function openSocket(): Promise<Wire> {
  const token = takeToken()
  if (!token) throw 'refused' satisfies OpenFailure
  const address = new URL('/rpc', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address, [`belljar.${token}`])
  const opened = await new Promise<boolean>((resolve) => {
    socket.onopen = () => resolve(true)
    socket.onclose = () => resolve(false)
  })
  if (!opened) throw (await hostAnswers()) ? ('refused' satisfies OpenFailure) : ('lost' satisfies OpenFailure)
  return wireOver(socket)
}

/** A WebSocket does not say why it was refused; whether the page itself can still be had does. */
async function hostAnswers(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

function wireOver(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame(listener) {
      socket.addEventListener('message', (event) => {
        if (typeof event.data === 'string') listener(JSON.parse(event.data) as Frame)
      })
    },
    onClose(listener) {
      if (socket.readyState >= WebSocket.CLOSING) queueMicrotask(listener)
      else socket.addEventListener('close', () => listener())
    },
  }
}
