import { Fragment } from 'react'
import { sayGrant, type Grant } from '../../shared/grants.ts'
import { useUserHome } from '../store/user-home.ts'
import { Plain } from '../ui/plain.tsx'
import { tilde } from '../words/paths.ts'

/** What a grant is about: set apart in its sentence, as it is what a machine reads. */
function names(grant: Grant): string[] {
  switch (grant.kind) {
    case 'directory':
      return [grant.hostPath, grant.guestPath]
    case 'host':
      return [grant.pattern]
    case 'environment':
    case 'pass-through':
      return [grant.name]
    case 'config':
      return [grant.key]
    case 'secret':
      return [grant.secret, grant.name]
    case 'keyvalue':
      return []
  }
  return grant satisfies never
}

/** A grant in words, from the server's side. `begun`: after words such as "It may", so without a capital. */
export function Sentence({ grant, begun = false }: { grant: Grant; begun?: boolean }) {
  const home = useUserHome()
  const parts: { text: string; name?: true }[] = []
  let rest = sayGrant(grant)
  if (begun) rest = rest.slice(0, 1).toLowerCase() + rest.slice(1)
  for (const name of names(grant)) {
    const at = rest.indexOf(name)
    if (at < 0) continue
    parts.push({ text: rest.slice(0, at) }, { text: tilde(name, home), name: true })
    rest = rest.slice(at + name.length)
  }
  parts.push({ text: `${rest}.` })
  return (
    <>
      {parts.map(({ text, name }, index) => (
        <Fragment key={index}>
          {name ? (
            <b className="mono">
              <Plain text={text} />
            </b>
          ) : (
            text
          )}
        </Fragment>
      ))}
    </>
  )
}
