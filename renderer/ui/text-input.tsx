import type { ComponentProps } from 'react'

interface Props extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> {
  value: string
  change: (value: string) => void
  mono?: boolean
  /** Shown as dots, and kept out of what browsers remember. */
  masked?: boolean
}

/** A line of text that is a name, a path or a value: nothing corrects or completes it. */
export function TextInput({ value, change, mono, masked, ...rest }: Props) {
  return (
    <input
      type={masked ? 'password' : 'text'}
      className={mono ? 'input mono' : 'input'}
      value={value}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
      autoComplete={masked ? 'new-password' : 'off'}
      onChange={(event) => change(event.target.value)}
      {...rest}
    />
  )
}
