import type { ReactNode } from 'react'

/** Drawn on a grid of 16. States have filled shapes of their own, so that they differ without colour. */
const drawings = {
  calls: <path d="M2 5h10m0 0L9.5 2.5M12 5 9.5 7.5M14 11H4m0 0 2.5-2.5M4 11l2.5 2.5" />,
  clients: <path d="M5.5 2v3.5M10.5 2v3.5M3.75 5.5h8.5v2.75a4.25 4.25 0 0 1-8.5 0zM8 12.5V15" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  close: <path d="m4 4 8 8m0-8-8 8" />,
  download: <path d="M8 2.5v7.75M4.75 7 8 10.25 11.25 7M3 13.5h10" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M3.5 10.5h-1v-8h8v1" />
    </>
  ),
  denied: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="m4.5 11.5 7-7" />
    </>
  ),
  dice: (
    <>
      <rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1.5" />
      <path d="M5.75 5.75h.01M10.25 10.25h.01M8 8h.01" strokeWidth="2" />
    </>
  ),
  env: <path d="M5.5 3.5 2 8l3.5 4.5M10.5 3.5 14 8l-3.5 4.5" />,
  failed: (
    <>
      <path d="M5.4 2.5h5.2l2.9 2.9v5.2l-2.9 2.9H5.4l-2.9-2.9V5.4z" fill="currentColor" stroke="none" />
      <path d="m6 6 4 4m0-4-4 4" className="cross" />
    </>
  ),
  file: <path d="M3.5 14V2h5.75l3.25 3.25V14zM9 2v3.5h3.5" />,
  flag: <path d="M3.5 14V2.5h8.5l-2 3 2 3H3.5" />,
  folder: <path d="M2 12.5v-9h4l1.5 1.75H14v7.25z" />,
  follow: <path d="M8 2.5v8M4.75 7.5 8 10.75l3.25-3.25M3 13.5h10" />,
  held: (
    <>
      <path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.75" />
    </>
  ),
  host: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8h11.5M8 2.25c2 1.7 2.75 3.6 2.75 5.75S10 12.05 8 13.75C6 12.05 5.25 10.15 5.25 8S6 3.95 8 2.25z" />
    </>
  ),
  jar: (
    <>
      <circle cx="8" cy="1.3" r="1.3" fill="currentColor" stroke="none" />
      <path d="M3.25 12V7.25a4.75 4.75 0 0 1 9.5 0V12" />
      <path d="M2 13h12" strokeWidth="2" />
      <rect x="6" y="7" width="4" height="4" rx=".5" fill="currentColor" stroke="none" />
    </>
  ),
  key: (
    <>
      <circle cx="5.25" cy="10.75" r="2.75" />
      <path d="m7.25 8.75 6-6m-2.5 2.5 2 2" />
    </>
  ),
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  logs: <path d="M2.5 3.5h11M2.5 6.5h7M2.5 9.5h11M2.5 12.5h5" />,
  memory: (
    <path d="M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14" />
  ),
  minus: <path d="M3.5 8h9" />,
  off: <path d="M4 8h8" />,
  ok: <path d="m3.5 8.5 3 3 6-7" />,
  pen: <path d="m3 13 .75-3L10.5 3.25l2.25 2.25L6 12.25z" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  play: <path d="M4.75 3v10l8-5z" />,
  plug: (
    <path d="M9.5 2.5 6 6m7.5.5L10 10M5 5l6 6-1.5 1.5a4 4 0 0 1-5.75 0l-.25-.25a4 4 0 0 1 0-5.75zM3.25 12.75 1.75 14.25" />
  ),
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  power: <path d="M8 2v6M4.6 4a5.25 5.25 0 1 0 6.8 0" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.75h-2.75" />,
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  running: <circle cx="8" cy="8" r="4.5" fill="currentColor" stroke="none" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.5 3.5" />
    </>
  ),
  servers: (
    <>
      <rect x="2" y="2.75" width="12" height="4.5" rx="1" />
      <rect x="2" y="8.75" width="12" height="4.5" rx="1" />
      <path d="M4.5 5h.01M4.5 11h.01" strokeWidth="2" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h6m4 0h2M2 11.5h2m4 0h6" />
      <circle cx="10" cy="4.5" r="1.75" />
      <circle cx="6" cy="11.5" r="1.75" />
    </>
  ),
  starting: <path d="M8 2.75A5.25 5.25 0 1 1 2.75 8" strokeWidth="2" />,
  stop: <rect x="4" y="4" width="8" height="8" rx=".75" />,
  stopped: <circle cx="8" cy="8" r="4" />,
  store: <path d="M2.5 4.5 8 2l5.5 2.5v7L8 14l-5.5-2.5zM2.5 4.5 8 7l5.5-2.5M8 7v7" />,
  trapped: <path d="M9.2 1.5 3.2 9h3.9l-.9 5.5L12.8 7H8.6z" fill="currentColor" stroke="none" />,
  traps: <path d="M8.9 2 3.5 9h4l-.7 5 5.7-7H8.4z" />,
  undo: <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7M3 6.5l3-3M3 6.5l3 3" />,
  trash: <path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.5 9h7l.5-9" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.2l2 1.3" />
    </>
  ),
  wrap: <path d="M2.5 4h11M2.5 8h9a2 2 0 0 1 0 4H8m0 0 1.75-1.75M8 12l1.75 1.75M2.5 12h2.5" />,
  catalog: <path d="M2.5 13.5v-11h3v11zM5.5 13.5v-9h3v9zM9 4.6l2.7-.7 2.4 9-2.7.7z" />,
  up: <path d="m3.5 10.5 4.5-4.5 4.5 4.5" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  export: <path d="M8 10V2.5M5 5.25 8 2.25l3 3M3.5 8H2.5v5.5h11V8h-1" />,
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.25" />,
  open: <path d="M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.5 2.5 7.5 8.5" />,
  health: <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.75v1.5m0 9.5v1.5M1.75 8h1.5m9.5 0h1.5M3.6 3.6l1 1m6.8 6.8 1 1m0-8.8-1 1m-6.8 6.8-1 1" />
    </>
  ),
  bell: <path d="M4 11V7a4 4 0 0 1 8 0v4l1.25 1.5H2.75zM6.75 14.25h2.5" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** Decoration only: whatever it says stands in words beside it. */
export function Icon({ name, mark, turning }: { name: IconName; mark?: string; turning?: boolean }) {
  const classes = ['icon', mark && `mark ${mark}`, turning && 'turning'].filter(Boolean).join(' ')
  return (
    <svg className={classes} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
