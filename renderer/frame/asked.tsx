import { answerAsked, useAsked } from '../store/asked.ts'
import { AskDialog } from '../ui/ask-dialog.tsx'

/** The question that something waits for. */
export function AskedDialog() {
  const question = useAsked(({ asked }) => asked?.question)
  if (!question) return null
  const { title, text, does, keeps } = question
  return (
    <AskDialog title={title} does={does} keeps={keeps} act={() => answerAsked(true)} close={() => answerAsked(false)}>
      <p>{text}</p>
    </AskDialog>
  )
}
