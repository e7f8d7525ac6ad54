import { Plain } from '../ui/plain.tsx'
import { FoldersPart } from './folders-part.tsx'
import type { Part } from './part.ts'
import { SecretPart } from './secret-part.tsx'
import { SitesPart } from './sites-part.tsx'
import { TickPart } from './tick-part.tsx'
import { ValuePart } from './value-part.tsx'

/** What the server asks for, in its own words, and what it is given. */
export function PartView(part: Part) {
  const { text, reason } = part.need
  return (
    <section className="stack grant-part" aria-label={`It asks for ${text}`}>
      <div>
        <h3>
          It asks for <Plain text={text} />
        </h3>
        {reason && (
          <p className="quiet">
            It says: <Plain text={reason} />
          </p>
        )}
      </div>
      <Fields {...part} />
    </section>
  )
}

function Fields({ answer, ...rest }: Part) {
  switch (answer.kind) {
    case 'folders':
      return <FoldersPart answer={answer} {...rest} />
    case 'sites':
      return <SitesPart answer={answer} {...rest} />
    case 'tick':
      return <TickPart answer={answer} {...rest} />
    case 'value':
      return <ValuePart answer={answer} {...rest} />
    case 'secret':
      return <SecretPart answer={answer} {...rest} />
  }
  return answer satisfies never
}
