import { useSyncExternalStore } from 'react'

export const tabs = ['tools', 'grants', 'logs', 'calls', 'traps', 'about'] as const
export type Tab = (typeof tabs)[number]

export type Route =
  | { screen: 'start' }
  | { screen: 'welcome' }
  | { screen: 'servers' }
  /** `query`: what the tab shows, as it writes it into the address. */
  | { screen: 'server'; id: string; tab: Tab; item?: string; query?: string }
  | { screen: 'review' }
  | { screen: 'calls'; item?: string }
  | { screen: 'logs'; query?: string }
  | { screen: 'traps'; item?: string }
  | { screen: 'health'; item?: string }
  | { screen: 'clients'; item?: string }
  | { screen: 'catalog'; item?: string }
  | { screen: 'settings' }

/** What the address says. Anything unknown is the start, never an error: addresses are typed and kept. */
export function parseRoute(hash: string): Route {
  const asks = hash.indexOf('?')
  const query = asks < 0 || asks === hash.length - 1 ? {} : { query: hash.slice(asks + 1) }
  const [screen = '', first, second, third] = (asks < 0 ? hash : hash.slice(0, asks))
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode)
  const item = first ? { item: first } : {}
  switch (screen) {
    case 'welcome':
    case 'servers':
    case 'review':
    case 'settings':
      return { screen }
    case 'logs':
      return { screen, ...query }
    case 'calls':
    case 'traps':
    case 'health':
    case 'catalog':
    case 'clients':
      return { screen, ...item }
    case 'server': {
      if (!first) return { screen: 'servers' }
      const tab = tabs.find((each) => each === second) ?? 'tools'
      return { screen: 'server', id: first, tab, ...(third && { item: third }), ...query }
    }
    default:
      return { screen: 'start' }
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function hashOf(route: Route): string {
  const parts: string[] = [route.screen]
  if (route.screen === 'server') parts.push(route.id, route.tab)
  if ('item' in route && route.item) parts.push(route.item)
  const query = 'query' in route && route.query ? `?${route.query}` : ''
  return `#/${parts.map(encodeURIComponent).join('/')}${query}`
}

export function go(route: Route): void {
  location.hash = hashOf(route)
}

/** Goes to a place that somebody else named, for instance a deep link; what is no place is the start. */
export function goTo(place: string): void {
  go(parseRoute(place))
}

/** Goes there without a step in the history: for choices inside a page. */
export function replace(route: Route): void {
  history.replaceState(null, '', hashOf(route))
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('hashchange', listener)
  }
}

let parsed: { hash: string; route: Route } = { hash: '', route: { screen: 'start' } }

export function currentRoute(): Route {
  if (parsed.hash !== location.hash) parsed = { hash: location.hash, route: parseRoute(location.hash) }
  return parsed.route
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute)
}
