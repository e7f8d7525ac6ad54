import type { OutcomeWords } from '../words/outcomes.ts'
import type { StateWords } from '../words/server-state.ts'
import { Icon } from './icon.tsx'

export function StateText({ words }: { words: StateWords }) {
  return (
    <span className={`state ${words.tone}`}>
      <Icon name={words.shape} mark={words.tone} turning={words.shape === 'starting'} />
      {words.word}
    </span>
  )
}

export function OutcomeText({ words }: { words: OutcomeWords }) {
  return (
    <span className={`state ${words.tone}`}>
      <Icon
        name={words.icon}
        {...(words.tone !== 'quiet' && { mark: words.tone })}
        turning={words.icon === 'starting'}
      />
      {words.word}
    </span>
  )
}
