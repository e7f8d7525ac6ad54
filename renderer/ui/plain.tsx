import { pieces } from '../words/hidden.ts'
import { hitsIn } from '../words/hits.ts'

/** Text that someone else wrote: only ever text, in a direction of its own, with everything that would act shown as a box. */
export function Plain({ text, find }: { text: string; find?: string }) {
  return (
    <bdi>
      {pieces(text).map((piece, index) =>
        typeof piece === 'string' ? (
          <Found key={index} text={piece} find={find ?? ''} />
        ) : (
          <span key={index} className="hidden-char">
            {piece.hidden}
          </span>
        ),
      )}
    </bdi>
  )
}

function Found({ text, find }: { text: string; find: string }) {
  const parts = []
  let last = 0
  for (const { from, to } of hitsIn(text, find)) {
    parts.push(text.slice(last, from), <mark key={from}>{text.slice(from, to)}</mark>)
    last = to
  }
  return [...parts, text.slice(last)]
}
