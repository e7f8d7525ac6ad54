import './no-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepConnected } from './connection.ts'
import './look/index.css'
import { currentRoute, replace } from './route.ts'
import { mirror } from './store/store.ts'
import { followTheme } from './store/theme.ts'
import { setWelcome } from './store/window.ts'
import { takeToken } from './wire-socket.ts'
import { findWire } from './wire.ts'

/** Once it is known whether this is the first run, an address without a page gets one. */
function arrive(): void {
  const { screen } = currentRoute()
  const firstRun = mirror().snapshot?.firstRun ?? false
  if (firstRun) setWelcome(true)
  if (screen === 'start') replace({ screen: firstRun ? 'welcome' : 'servers' })
}

followTheme()
const root = document.getElementById('app')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
if (!window.wire) takeToken()
void keepConnected(findWire(), arrive)
