import { useEffect, useRef } from 'react'
import { CallsScreen } from './calls/calls-screen.tsx'
import { CatalogScreen } from './catalog/catalog-screen.tsx'
import { ClientsScreen } from './clients/clients-screen.tsx'
import { Drop } from './frame/drop.tsx'
import { KeyBar } from './frame/key-bar.tsx'
import { KeysDialog } from './frame/keys-dialog.tsx'
import { listenToKeys } from './frame/shortcuts.ts'
import { Sidebar } from './frame/sidebar.tsx'
import { Toasts } from './frame/toasts.tsx'
import { Unreached } from './frame/unreached.tsx'
import { Palette } from './palette/palette.tsx'
import { GrantDialog } from './grants/grant-dialog.tsx'
import { HealthScreen } from './health/health-screen.tsx'
import { LogsScreen } from './logs/logs-screen.tsx'
import { ReviewScreen } from './review/review-screen.tsx'
import { useRoute, type Route } from './route.ts'
import { ServerScreen } from './server/server-screen.tsx'
import { ServersScreen } from './servers/servers-screen.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { useMirror } from './store/store.ts'
import { SwitchOnDialog } from './switch-on/switch-on-dialog.tsx'
import { TrapsScreen } from './traps/traps-screen.tsx'
import { WelcomeScreen } from './welcome/welcome-screen.tsx'

/** The window: sidebar, page, key bar. */
export function App() {
  const route = useRoute()
  const known = useMirror((state) => state.snapshot !== null)
  useEffect(listenToKeys, [])
  useEffect(() => {
    document.title = known ? `${titleOf(route)} · Belljar` : 'Belljar'
  }, [route, known])
  const last = useRef<Route>({ screen: 'start' })
  useEffect(() => {
    const from = last.current
    last.current = route
    if (from.screen !== 'start') keepFocus(from)
  }, [route])

  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.querySelector<HTMLElement>('#main h1')?.focus()
        }}
      >
        Skip to content
      </a>
      <div className="window">
        <Sidebar route={route} />
        <main className="page" id="main">
          {known ? <Screen route={route} /> : <Unreached />}
        </main>
        <KeyBar route={route} />
      </div>
      <Toasts />
      <GrantDialog />
      <SwitchOnDialog />
      <KeysDialog />
      <Palette />
      <Drop />
    </>
  )
}

/** What had the focus may have gone with its page: go on from the row that was open, else from the head of the new page. */
function keepFocus(from: Route): void {
  if (document.activeElement !== document.body) return
  const open = from.screen === 'server' ? from.id : 'item' in from ? from.item : undefined
  const row = open && document.querySelector<HTMLElement>(`#main [data-id="${CSS.escape(open)}"]`)
  const place = row || document.querySelector<HTMLElement>('#main h1')
  place?.focus()
}

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'start':
    case 'servers':
      return <ServersScreen />
    case 'welcome':
      return <WelcomeScreen />
    case 'server':
      return <ServerScreen key={route.id} route={route} />
    case 'review':
      return <ReviewScreen />
    case 'calls':
      return <CallsScreen item={route.item} />
    case 'logs':
      return <LogsScreen />
    case 'traps':
      return <TrapsScreen item={route.item} />
    case 'health':
      return <HealthScreen item={route.item} />
    case 'clients':
      return <ClientsScreen item={route.item} />
    case 'catalog':
      return <CatalogScreen item={route.item} />
    case 'settings':
      return <SettingsScreen />
  }
  return route satisfies never
}

function titleOf(route: Route): string {
  if (route.screen === 'server') return `${route.id}, ${route.tab}`
  if (route.screen === 'start') return 'Servers'
  return route.screen.charAt(0).toUpperCase() + route.screen.slice(1)
}
