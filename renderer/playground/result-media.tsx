import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { bytes, written } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { saveAs } from './save-as.ts'
import type { Part } from './result-parts.ts'

/** A data: address is drawn at once; larger ones would hold the page up. */
const mostShown = 24_000_000

/** A picture or sound that a server made. It comes with the result; nothing is fetched. */
export function Media({ part }: { part: Part & { kind: 'image' | 'audio' } }) {
  const { kind, type, data, bytes: size, from } = part
  const [broken, setBroken] = useState(false)
  const [pixels, setPixels] = useState('')
  const src = `data:${type};base64,${data}`
  const name = from ? safeText(from) : `${kind === 'image' ? 'Picture' : 'Sound'} of the result`
  const large = data.length > mostShown
  return (
    <figure className="media">
      {large ? (
        <p className="quiet">Too large to be shown here.</p>
      ) : broken ? (
        <p className="quiet">It is no {type} that can be shown.</p>
      ) : kind === 'image' ? (
        <img
          src={src}
          alt={name}
          onError={() => setBroken(true)}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setPixels(`${naturalWidth} × ${naturalHeight} · `)
          }
        />
      ) : (
        <audio src={src} controls aria-label={name} onError={() => setBroken(true)} />
      )}
      <figcaption className="row quiet">
        <span className="cut">
          {from && `${name} · `}
          {pixels}
          {type} · {written(bytes(size))}
        </span>
        <Button small bare icon="download" onClick={() => saveAs(`result.${type.split('/')[1] ?? 'bin'}`, type, data)}>
          Save…
        </Button>
      </figcaption>
    </figure>
  )
}
