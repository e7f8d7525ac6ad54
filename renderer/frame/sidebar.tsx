import { hashOf, type Route } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { openPalette } from '../palette/open.ts'
import { ctrl, screens } from './keys.ts'
import { NeedsYou } from './needs-you.tsx'
import { useNeeds, useUnseenTraps } from './needs.ts'

const icons: Record<(typeof screens)[number]['screen'], IconName> = {
  servers: 'servers',
  calls: 'calls',
  logs: 'logs',
  traps: 'traps',
  health: 'health',
  clients: 'clients',
  catalog: 'catalog',
  settings: 'settings',
}

function isAt(route: Route, screen: string): boolean {
  const at = route.screen
  if (screen === 'servers')
    return at === 'servers' || at === 'server' || at === 'welcome' || at === 'review' || at === 'start'
  return at === screen
}

export function Sidebar({ route }: { route: Route }) {
  const servers = useServers().length
  const unseen = useUnseenTraps().length
  const clients = useMirror(
    (state) => state.snapshot?.clients.filter(({ status }) => status === 'connected').length ?? 0,
  )
  const needs = useNeeds()
  const counts: Record<string, { number: number; calm: boolean; what: string }> = {
    servers: { number: servers, calm: true, what: 'installed' },
    traps: { number: unseen, calm: false, what: 'not looked at' },
    clients: { number: clients, calm: true, what: 'connected' },
  }
  const link = ({ screen, text }: (typeof screens)[number]) => {
    const counted = counts[screen]
    return (
      <a key={screen} href={hashOf({ screen })} aria-current={isAt(route, screen) ? 'page' : undefined} title={text}>
        <Icon name={icons[screen]} />
        <span>{text}</span>
        {counted && counted.number > 0 && (
          <span className={counted.calm ? 'count calm' : 'count'}>
            {counted.number}
            <span className="sr"> {counted.what}</span>
          </span>
        )}
      </a>
    )
  }
  return (
    <header className="side">
      <div className="brand">
        <Icon name="jar" />
        <span>Belljar</span>
      </div>
      <button
        type="button"
        className="goto"
        title={`Go to or run, ${ctrl} K`}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => openPalette()}
      >
        <Icon name="search" />
        <span>Go to or run</span>
        <kbd aria-hidden="true">{ctrl} K</kbd>
      </button>
      <nav className="nav" aria-label="Watch">
        {screens.slice(0, 5).map(link)}
      </nav>
      <nav className="nav" aria-label="Set up">
        {screens.slice(5).map(link)}
      </nav>
      <NeedsYou needs={needs} />
    </header>
  )
}
