import { useEffect, useState } from 'react'
import { copy } from '../act.ts'
import { Button, IconButton } from './button.tsx'

interface Props {
  text: string
  label: string
  /** Only the picture. */
  only?: boolean
  small?: boolean
  bare?: boolean
  first?: boolean
  /** Presses it while no field has the focus. */
  letter?: string
}

export function CopyButton({ text, label, only, small, bare, first, letter }: Props) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1800)
    return () => clearTimeout(timer)
  }, [copied])
  const press = () => void copy(text).then(setCopied)
  const said = (
    <span className="sr" role="status">
      {copied ? 'Copied' : ''}
    </span>
  )
  if (only) {
    return (
      <>
        <IconButton
          icon={copied ? 'ok' : 'copy'}
          label={label}
          small
          {...(letter && { 'data-key': letter })}
          onClick={press}
        />
        {said}
      </>
    )
  }
  return (
    <>
      <Button
        icon={copied ? 'ok' : 'copy'}
        small={!!small}
        bare={!!bare}
        first={!!first}
        {...(letter && { 'data-key': letter })}
        onClick={press}
      >
        {label}
      </Button>
      {said}
    </>
  )
}
