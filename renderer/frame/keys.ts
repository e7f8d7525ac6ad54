import type { Route, Tab } from '../route.ts'

/** In the order of their numbers. */
export const screens = [
  { screen: 'servers', text: 'Servers' },
  { screen: 'calls', text: 'Calls' },
  { screen: 'logs', text: 'Logs' },
  { screen: 'traps', text: 'Traps' },
  { screen: 'health', text: 'Health' },
  { screen: 'clients', text: 'Clients' },
  { screen: 'catalog', text: 'Catalog' },
  { screen: 'settings', text: 'Settings' },
] as const

export interface Hint {
  keys: string
  does: string
  /** Goes in narrow windows. */
  wide?: boolean
}

const mac = typeof navigator !== 'undefined' && /Mac/u.test(navigator.userAgent)
/** What Ctrl is called here. */
export const ctrl = mac ? 'Cmd' : 'Ctrl'

const choose: Hint = { keys: '↑↓', does: 'Choose' }
const open: Hint = { keys: 'Enter', does: 'Open' }
const back: Hint = { keys: 'Esc', does: 'Back' }

const inLogs: Hint[] = [
  { keys: 'F', does: 'Follow' },
  { keys: 'Shift ↑↓', does: 'Select', wide: true },
  { keys: `${ctrl} C`, does: 'Copy' },
  { keys: 'N', does: 'Next error', wide: true },
]

const inTab: Record<Tab, Hint[]> = {
  tools: [
    { keys: '↑↓', does: 'Tool' },
    { keys: 'Space', does: 'On or off' },
    { keys: `${ctrl} Enter`, does: 'Run' },
  ],
  grants: [
    { keys: 'A', does: 'Add a grant' },
    { keys: 'Enter', does: 'Change' },
    { keys: 'Delete', does: 'Revoke' },
    { keys: 'R', does: 'Restart to apply', wide: true },
  ],
  logs: inLogs,
  calls: [choose, open],
  traps: [choose, open],
  about: [],
}

/** The keys that work on a page, for the bar at the foot of the window. */
export function hintsFor(route: Route): Hint[] {
  switch (route.screen) {
    case 'start':
    case 'servers':
      return [
        choose,
        open,
        { keys: 'Space', does: 'On or off' },
        { keys: 'X', does: 'Choose more', wide: true },
        { keys: 'L', does: 'Logs', wide: true },
        { keys: `${ctrl} O`, does: 'Install a file', wide: true },
      ]
    case 'welcome':
      return [{ keys: `${ctrl} O`, does: 'Install a file' }]
    case 'server':
      return [...inTab[route.tab], { keys: 'Alt 1…6', does: 'Tab', wide: true }, back]
    case 'review':
      return [
        { keys: `${ctrl} Enter`, does: 'Install' },
        { keys: 'Esc', does: 'Do not install' },
      ]
    case 'calls':
      return route.item
        ? [choose, { keys: 'P', does: 'Open in playground', wide: true }, { keys: 'Esc', does: 'Close the panel' }]
        : [choose, open]
    case 'traps':
      return route.item
        ? [
            { keys: 'C', does: 'Copy report' },
            { keys: 'P', does: 'Open in playground', wide: true },
            { keys: 'J K', does: 'Next, previous trap', wide: true },
            back,
          ]
        : [choose, open]
    case 'logs':
      return inLogs
    case 'health':
      return route.item
        ? [choose, { keys: 'C', does: 'Check now' }, { keys: 'Esc', does: 'Close the panel' }]
        : [choose, open]
    case 'catalog':
      return [choose, { keys: `${ctrl} Enter`, does: 'Install, switch on' }]
    case 'clients':
      return [{ keys: `${ctrl} Enter`, does: 'Connect' }]
    case 'settings':
      return []
  }
  return route satisfies never
}

/** Everything, for the list under `?`. */
export const allKeys: { title: string; keys: Hint[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: `${ctrl} K`, does: 'Go to or run: servers, tools, calls, actions' },
      { keys: `${ctrl} 1…8`, does: 'Servers, Calls, Logs, Traps, Health, Clients, Catalog, Settings' },
      { keys: '/', does: 'Filter this page' },
      { keys: `${ctrl} O`, does: 'Look at a .wasm file before it is installed' },
      { keys: 'Esc', does: 'Clear the filter, close the panel, go back' },
      { keys: '?', does: 'These keys' },
    ],
  },
  {
    title: 'Lists',
    keys: [
      { keys: '↑ ↓ or J K', does: 'Move' },
      { keys: 'Home End', does: 'First, last' },
      { keys: 'Enter', does: 'Open' },
      { keys: 'Space', does: 'Switch a server or a tool on or off' },
      { keys: `X, Shift ↑ ↓, ${ctrl} A`, does: 'Choose several servers, also by pressing their pictures' },
      { keys: 'L', does: 'Logs of the server' },
      { keys: 'Delete', does: 'Remove the server, or those that are chosen' },
    ],
  },
  {
    title: 'A server',
    keys: [
      { keys: 'Alt 1…6', does: 'Tools, Grants, Logs, Calls, Traps, About' },
      { keys: 'L', does: 'Its logs' },
      { keys: `${ctrl} Enter`, does: 'Do what the filled button says' },
    ],
  },
  {
    title: 'Grants of a server',
    keys: [
      { keys: 'A', does: 'Add a grant' },
      { keys: 'Enter', does: 'Change the grant' },
      { keys: 'Delete', does: 'Revoke the grant' },
      { keys: 'R', does: 'Restart instances that run with others' },
      { keys: `${ctrl} Z`, does: 'Take back what was revoked or granted' },
    ],
  },
  {
    title: 'Logs',
    keys: [
      { keys: 'F', does: 'Follow new lines, or stop following' },
      { keys: 'W', does: 'Wrap long lines' },
      { keys: 'Shift ↑ ↓', does: 'Select more lines' },
      { keys: `${ctrl} C`, does: 'Copy the selected lines' },
      { keys: 'Enter', does: 'Open the line' },
      { keys: 'N', does: 'Next error' },
      { keys: 'Home End', does: 'Oldest line, newest line' },
    ],
  },
]
