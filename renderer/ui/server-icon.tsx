import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'

/**
 * The server's own picture, else the letters that its name begins with. Decoration only: the name stands beside it. Shown as an image,
 * in which nothing runs and from which nothing is fetched.
 */
export function ServerIcon({ server: { name, icon } }: { server: Pick<Server, 'name' | 'icon'> }) {
  const [broken, setBroken] = useState<string | null>(null)
  if (icon?.startsWith('data:image/') && icon !== broken)
    return (
      <img
        className="server-icon"
        src={icon}
        alt=""
        draggable={false}
        decoding="async"
        onError={() => setBroken(icon)}
      />
    )
  return (
    <span className="server-icon letters" aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** `issue-search` is `is`, `qr` is `qr`. */
function initials(name: string): string {
  const [first = '', second] = name.split('-').filter(Boolean)
  return second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1)
}
