import { hashOf } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { safeText } from '../words/hidden.ts'
import type { TroubleLine } from '../words/trouble.ts'

/** As many as a row has room for. */
const shown = 2

/** What wants a look, each leading to where it is told. */
export function Troubles({ id, lines }: { id: string; lines: readonly TroubleLine[] }) {
  const more = lines.slice(shown).map(({ title }) => title)
  return lines.slice(0, shown).map(({ icon, tone, text, title, tab }, index) => (
    <a
      key={text}
      className={`state ${tone}`}
      href={hashOf({ screen: 'server', id, tab })}
      title={safeText(index === shown - 1 && more.length > 0 ? [title, ...more].join('\n') : title)}
      tabIndex={-1}
    >
      <Icon name={icon} {...(tone !== 'quiet' && { mark: tone })} />
      <span className="cut">{text}</span>
    </a>
  ))
}
