import { Ago } from '../ui/ago.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { safeText } from '../words/hidden.ts'
import type { Need } from './needs.ts'

export function NeedLink({ need, onClick }: { need: Need; onClick?: () => void }) {
  return (
    <a href={need.href} title={safeText(`${need.text}, ${need.second}`)} onClick={onClick}>
      <Icon name={need.icon} mark={need.mark} />
      <span className="cut">{need.text}</span>
      <small>
        <Plain text={need.second} />
        {need.at !== undefined && (
          <>
            , <Ago at={need.at} />
          </>
        )}
      </small>
    </a>
  )
}
