import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Broken } from './frame/broken.tsx'
import { Drop } from './frame/drop.tsx'
import { KeyBar } from './frame/key-bar.tsx'
import { listenToKeys } from './frame/shortcuts.ts'
import { Sidebar } from './frame/sidebar.tsx'
import { Toasts } from './frame/toasts.tsx'
import { Unreached } from './frame/unreached.tsx'
import { hashOf, useRoute, type Route } from './route.ts'
import { drawn, useShown, wantAll } from './screens.tsx'
import { useMirror } from './store/store.ts'
import { Boundary } from './ui/boundary.tsx'

/** The window: sidebar, page, key bar. */
export function App() {
  const wanted = useRoute()
  const { shown, broken } = useShown(wanted)
  const route = shown ?? wanted
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
          {broken ? (
            <Broken title={titleOf(wanted)} error={broken.error} again={() => location.reload()} />
          ) : known && shown ? (
            <Boundary
              of={hashOf(shown)}
              instead={(error, again) => <Broken title={titleOf(shown)} error={error} again={again} />}
            >
              {drawn(shown)}
            </Boundary>
          ) : (
            <Unreached />
          )}
        </main>
        <KeyBar route={route} />
      </div>
      <Toasts />
      <Later />
      <Drop />
    </>
  )
}

/** What nobody sees at first: it comes after the first paint. */
function Later() {
  const [dialogs, setDialogs] = useState<ReactNode>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      setTimeout(() => {
        wantAll()
        void import('./dialogs.tsx').then(({ Dialogs }) => setDialogs(<Dialogs />))
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return dialogs
}

/** What had the focus may have gone with its page: go on from the row that was open, else from the head of the new page. */
function keepFocus(from: Route): void {
  if (document.activeElement !== document.body) return
  const open = from.screen === 'server' ? from.id : 'item' in from ? from.item : undefined
  const row = open && document.querySelector<HTMLElement>(`#main [data-id="${CSS.escape(open)}"]`)
  const place = row || document.querySelector<HTMLElement>('#main h1')
  place?.focus()
}

function titleOf(route: Route): string {
  if (route.screen === 'server') return `${route.id}, ${route.tab}`
  if (route.screen === 'start') return 'Servers'
  return route.screen.charAt(0).toUpperCase() + route.screen.slice(1)
}
