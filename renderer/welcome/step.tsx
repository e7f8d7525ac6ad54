import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'

interface Props {
  number: number
  title: ReactNode
  text: string
  done: boolean
  /** Something before it is still to be done. */
  later?: boolean
  children: ReactNode
}

export function Step({ number, title, text, done, later, children }: Props) {
  return (
    <li className={later && !done ? 'step later' : 'step'}>
      {done ? (
        <span className="n state running">
          <Icon name="ok" mark="running" />
          <span className="sr">done: </span>
        </span>
      ) : (
        <span className="n">{number}</span>
      )}
      <div>
        <span className="name">{title}</span>
        <p>{text}</p>
      </div>
      {children}
    </li>
  )
}
