import { pieces } from '../words/hidden.ts'

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
  if (!find) return text
  const parts = []
  const lower = text.toLowerCase()
  const wanted = find.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>)
    from = at + wanted.length
  }
  return [...parts, text.slice(from)]
}
