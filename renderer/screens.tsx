import { useEffect, useState, type ReactNode } from 'react'
import type { Route } from './route.ts'

type Draw<R> = (route: R) => ReactNode
type Of<S extends Route['screen']> = Extract<Route, { screen: S }>

/** A screen is a part of its own: the first paint waits for the frame alone. */
const load: { [S in Route['screen']]: () => Promise<Draw<Of<S>>> } = {
  start: servers,
  servers,
  welcome: async () => {
    const { WelcomeScreen } = await import('./welcome/welcome-screen.tsx')
    return () => <WelcomeScreen />
  },
  server: async () => {
    const { ServerScreen } = await import('./server/server-screen.tsx')
    return (route) => <ServerScreen key={route.id} route={route} />
  },
  review: async () => {
    const { ReviewScreen } = await import('./review/review-screen.tsx')
    return () => <ReviewScreen />
  },
  calls: async () => {
    const { CallsScreen } = await import('./calls/calls-screen.tsx')
    return (route) => <CallsScreen item={route.item} />
  },
  logs: async () => {
    const { LogsScreen } = await import('./logs/logs-screen.tsx')
    return (route) => <LogsScreen query={route.query} />
  },
  traps: async () => {
    const { TrapsScreen } = await import('./traps/traps-screen.tsx')
    return (route) => <TrapsScreen item={route.item} />
  },
  health: async () => {
    const { HealthScreen } = await import('./health/health-screen.tsx')
    return (route) => <HealthScreen item={route.item} />
  },
  clients: async () => {
    const { ClientsScreen } = await import('./clients/clients-screen.tsx')
    return (route) => <ClientsScreen item={route.item} />
  },
  catalog: async () => {
    const { CatalogScreen } = await import('./catalog/catalog-screen.tsx')
    return (route) => <CatalogScreen item={route.item} />
  },
  settings: async () => {
    const { SettingsScreen } = await import('./settings/settings-screen.tsx')
    return () => <SettingsScreen />
  },
}

async function servers(): Promise<() => ReactNode> {
  const { ServersScreen } = await import('./servers/servers-screen.tsx')
  return () => <ServersScreen />
}

const loaded = new Map<Route['screen'], Draw<Route>>()

/** Each is loaded once. */
async function want(screen: Route['screen']): Promise<void> {
  if (loaded.has(screen)) return
  loaded.set(screen, (await load[screen]()) as Draw<Route>)
}

/** The screen itself, once `useShown` has given its route. */
export function drawn(route: Route): ReactNode {
  return loaded.get(route.screen)?.(route)
}

/**
 * The last wanted route whose screen is there. Until the next one is, the one before stays: nothing flashes.
 * `broken`: why it cannot be had.
 */
export function useShown(route: Route): { shown: Route | null; broken: { error: unknown } | null } {
  const [shown, setShown] = useState(() => (loaded.has(route.screen) ? route : null))
  const [broken, setBroken] = useState<{ error: unknown } | null>(null)
  const there = loaded.has(route.screen)
  useEffect(() => {
    let gone = false
    want(route.screen).then(
      () => {
        if (gone) return
        setShown(route)
        setBroken(null)
      },
      (error: unknown) => !gone && (reloadOnce() || setBroken({ error })),
    )
    return () => {
      gone = true
    }
  }, [route])
  return { shown: there ? route : shown, broken: there ? null : broken }
}

/** The page is older than the Belljar that answers it: its parts have other names there. */
function reloadOnce(): boolean {
  const lately = performance.now() < 10_000
  if (!lately) location.reload()
  return !lately
}

/** After the first paint everything comes at once, so that going somewhere never waits. */
export function wantAll(): void {
  for (const screen of Object.keys(load) as Route['screen'][]) want(screen).catch(() => undefined)
}
