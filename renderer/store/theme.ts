import type { AppSettings } from '../../shared/domain.ts'
import { useMirror } from './store.ts'

type Theme = AppSettings['theme']

/** What the host last said, for the first paint: it is there before the host answers. */
const key = 'belljar.theme'

/** Shows the theme that the host keeps, in this window as in all others. */
export function followTheme(): void {
  show(last())
  let shown: Theme | undefined
  useMirror.subscribe(({ snapshot }) => {
    const theme = snapshot?.settings.theme
    if (theme === undefined || theme === shown) return
    shown = theme
    show(theme)
    remember(theme)
  })
}

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

function last(): Theme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system' // storage can be switched off
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // as above
  }
}
